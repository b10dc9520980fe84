import { EngineError, type Route } from '../route.ts'

const NO_SWARM =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.'

const SWARM_PATHS: readonly (readonly [method: Route['method'], path: string])[] = [
  ['GET', '/swarm'],
  ['POST', '/swarm/update'],
  ['GET', '/swarm/unlockkey'],
  ...['nodes', 'services', 'tasks', 'secrets', 'configs'].flatMap((kind): [Route['method'], string][] => [
    ['GET', `/${kind}`],
    ['GET', `/${kind}/{id}`],
    ['DELETE', `/${kind}/{id}`],
    ['POST', `/${kind}/create`],
    ['POST', `/${kind}/{id}/update`],
  ]),
]

/** What every call for plugins answers outside of Linux [moby plugin/backend_unsupported.go, docker_cli_plugins_test.go]. */
const NO_PLUGINS = 'plugins are not supported on this platform'

const PLUGIN_PATHS: readonly (readonly [method: Route['method'], path: string])[] = [
  ['GET', '/plugins'],
  ['GET', '/plugins/privileges'],
  ['GET', '/plugins/{name}/json'],
  ['DELETE', '/plugins/{name}'],
  ['POST', '/plugins/pull'],
  ['POST', '/plugins/create'],
  ...['enable', 'disable', 'push', 'upgrade', 'set'].map((verb): [Route['method'], string] => [
    'POST',
    `/plugins/{name}/${verb}`,
  ]),
]

/** Swarm and plugins, as an engine that is in no swarm and has no plugins answers. */
export function notHereRoutes(): Route[] {
  const refuse = (method: Route['method'], path: string, status: number, message: string): Route => ({
    method,
    path,
    async handle() {
      throw new EngineError(status, message)
    },
  })
  return [
    ...SWARM_PATHS.map(([method, path]) => refuse(method, path, 503, NO_SWARM)),
    refuse('POST', '/swarm/leave', 503, 'This node is not part of a swarm'),
    refuse('POST', '/swarm/unlock', 503, 'This node is not part of a swarm'),
    refuse('POST', '/swarm/init', 501, 'the practice engine does not do Swarm'),
    refuse('POST', '/swarm/join', 501, 'the practice engine does not do Swarm'),
    ...PLUGIN_PATHS.map(([method, path]) => refuse(method, path, 500, NO_PLUGINS)),
    refuse('POST', '/session', 501, 'the practice engine builds with the classic builder only'),
  ]
}
