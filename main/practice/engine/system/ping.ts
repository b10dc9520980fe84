import type { EngineAnswer, Route } from '../route.ts'
import { apiRange } from '../server/api-range.ts'
import type { EngineContext } from '../state.ts'
import { goVersion } from './go-version.ts'

/** /_ping and /version. */
export function pingRoutes({ settings, host }: EngineContext): Route[] {
  const range = apiRange(settings.version)
  const major = Number(settings.version.split('.')[0])
  const headers = {
    // The classic builder: BuildKit on Windows is an experiment.
    'Builder-Version': '1',
    ...(major >= 23 && { Swarm: 'inactive' }),
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    Pragma: 'no-cache',
    'Content-Type': 'text/plain; charset=utf-8',
  }
  return [
    {
      method: 'HEAD',
      path: '/_ping',
      async handle(_request, answer) {
        answer.stream(200, { ...headers, 'Content-Length': '0' }).end()
      },
    },
    {
      method: 'GET',
      path: '/_ping',
      async handle(_request, answer: EngineAnswer) {
        const body = answer.stream(200, { ...headers, 'Content-Length': '2' })
        await body.write('OK')
        body.end()
      },
    },
    {
      method: 'GET',
      path: '/version',
      async handle(_request, answer) {
        const { commit, go, built } = goVersion(settings.version)
        const kernel = `10.0 ${host.build} (${host.buildLabEx})`
        const details = {
          ApiVersion: range.newest,
          Arch: 'amd64',
          BuildTime: built,
          Experimental: 'false',
          GitCommit: commit,
          GoVersion: go,
          KernelVersion: kernel,
          MinAPIVersion: range.oldest,
          Os: 'windows',
        }
        answer.json(200, {
          Platform: { Name: 'Docker Engine - Community' },
          Components: [{ Name: 'Engine', Version: settings.version, Details: details }],
          Version: settings.version,
          ApiVersion: range.newest,
          MinAPIVersion: range.oldest,
          GitCommit: commit,
          GoVersion: go,
          Os: 'windows',
          Arch: 'amd64',
          KernelVersion: kernel,
          BuildTime: built,
        })
      },
    },
  ]
}
