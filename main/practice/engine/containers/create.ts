import { randomBytes } from 'node:crypto'
import { overImage } from '../healthcheck.ts'
import { EngineError, type EngineRequest, type Route } from '../route.ts'
import type { PracticeImage } from '../state.ts'
import { layerFailure } from './compute-errors.ts'
import { type ContainerConfig, emptyConfig, emptyHostConfig, type HostConfig, takeOver } from './container-config.ts'
import type { ContainerRecord, Endpoint, MountPoint } from './container-record.ts'
import { refuseSettings } from './create-checks.ts'
import { emptyEndpoint } from './endpoint.ts'
import { isolationOf } from './isolation.ts'
import { mountsOf } from './mounts.ts'
import { nameFits, randomName } from './names.ts'
import type { ContainerServices } from './services.ts'
import { checkShapes } from './wire-shape.ts'

/** POST /containers/create. */
export function createRoute(services: ContainerServices): Route {
  return {
    method: 'POST',
    path: '/containers/create',
    async handle(request, answer) {
      const { record, image } = await wanted(request, services)
      const container = services.store.add(record, image)
      services.context.tell('container', 'create', record.id, container.attributes())
      answer.json(201, { Id: record.id, Warnings: warningsOf(record) })
    },
  }
}

async function wanted(
  request: EngineRequest,
  { context, parts, store }: ContainerServices,
): Promise<{ record: ContainerRecord; image: PracticeImage }> {
  const body = await request.json()
  if (Object.keys(body).length === 0) {
    throw new EngineError(400, 'config cannot be empty in order to create a container')
  }
  const name = nameFor(request, store)
  const config = takeOver(emptyConfig(), body, 'Config')
  const hostConfig = takeOver(emptyHostConfig(), objectOf(body.HostConfig), 'HostConfig')
  checkShapes(config, hostConfig)
  const platform = request.query.get('platform')
  if (platform && !/^windows(\/amd64|\/x86_64)?$/.test(platform)) {
    throw new EngineError(
      400,
      `image with reference ${config.Image} was found but does not provide the specified platform (${platform})`,
    )
  }
  refuseSettings(config, hostConfig, context.host)
  if (config.Image === '') throw new EngineError(400, 'no image specified')
  const image = findImage(parts.images.find.bind(parts.images), config.Image)
  const id = randomBytes(32).toString('hex')
  if (context.faults.diskFull) throw new EngineError(500, layerFailure('CreateScratchLayer'))
  fillFromImage(config, image)
  config.Hostname ||= id.slice(0, 12)
  const command = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])]
  const [path] = command
  if (path === undefined || path === '') throw new EngineError(400, 'no command specified')
  fillHost(hostConfig)
  const record: ContainerRecord = {
    id,
    name: name ?? randomName((each) => store.byName(each) !== undefined),
    createdAt: context.host.now(),
    imageId: image.id,
    osVersion: image.osVersion,
    config,
    hostConfig,
    isolation: isolationOf(hostConfig.Isolation, context.settings, context.host),
    path,
    args: command.slice(1),
    endpoints: endpointsOf(
      hostConfig,
      objectOf(objectOf(body.NetworkingConfig).EndpointsConfig),
      config,
      context.settings.natNetwork,
    ),
    mounts: withOthers(
      mountsOf(config, hostConfig, parts.volumes.take.bind(parts.volumes), context.host.files),
      hostConfig.VolumesFrom ?? [],
      store,
    ),
    ports: {},
    status: 'created',
    exitCode: 0,
    error: '',
    startedAt: 0,
    finishedAt: 0,
    restartCount: 0,
    stoppedByHand: false,
  }
  return { record, image }
}

function nameFor(request: EngineRequest, store: ContainerServices['store']): string | null {
  const name = request.query.get('name')
  if (name === null || name === '') return null
  if (!nameFits(name)) {
    throw new EngineError(400, `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`)
  }
  const plain = name.replace(/^\//, '')
  refuseTaken(plain, store)
  return plain
}

/** Throws an EngineError 409 where another container has this name. */
export function refuseTaken(name: string, store: ContainerServices['store']): void {
  const other = store.byName(name)
  if (!other) return
  throw new EngineError(
    409,
    `Conflict. The container name "/${name}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
  )
}

function findImage(find: (reference: string) => PracticeImage, reference: string): PracticeImage {
  try {
    return find(reference)
  } catch (error) {
    if (!(error instanceof EngineError) || error.status !== 404) throw error
    const tagged = /[:@]|^[0-9a-f]{12,64}$/.test(reference.split('/').at(-1) ?? '') ? reference : `${reference}:latest`
    throw new EngineError(404, `No such image: ${tagged}`)
  }
}

function fillFromImage(config: ContainerConfig, image: PracticeImage): void {
  const from = image.config
  config.User ||= from.user
  config.WorkingDir ||= from.workingDir
  const check = overImage(config.Healthcheck, from.healthcheck)
  if (check) config.Healthcheck = check
  if (!config.StopSignal && from.stopSignal) config.StopSignal = from.stopSignal
  if (!config.Shell?.length && from.shell.length > 0) config.Shell = [...from.shell]
  config.Labels = { ...from.labels, ...config.Labels }
  const names = new Set(config.Env.map((entry) => entry.split('=')[0]?.toLowerCase()))
  config.Env = [...from.env.filter((entry) => !names.has(entry.split('=')[0]?.toLowerCase())), ...config.Env]
  if (config.Entrypoint === null) {
    if (config.Cmd === null || config.Cmd.length === 0) config.Cmd = from.cmd.length > 0 ? [...from.cmd] : null
    config.Entrypoint = from.entrypoint.length > 0 ? [...from.entrypoint] : null
  }
  // `--entrypoint ""` comes as one empty text, and takes the image's away.
  if (config.Entrypoint?.length === 1 && config.Entrypoint[0] === '') config.Entrypoint = null
  const ports = Object.fromEntries(from.exposedPorts.map((port) => [port, {}]))
  if (from.exposedPorts.length > 0) config.ExposedPorts = { ...ports, ...config.ExposedPorts }
  const volumes = Object.fromEntries(from.volumes.map((path) => [path, {}]))
  if (from.volumes.length > 0) config.Volumes = { ...volumes, ...config.Volumes }
}

function fillHost(host: HostConfig): void {
  if (host.RestartPolicy.Name === '') host.RestartPolicy = { ...host.RestartPolicy, Name: 'no' }
  if (host.LogConfig.Type === '') host.LogConfig = { ...host.LogConfig, Type: 'json-file' }
  if (host.NetworkMode === '') host.NetworkMode = 'default'
  host.Isolation ||= 'default'
  if (!['default', 'process', 'hyperv'].includes(host.Isolation)) host.Isolation = host.Isolation.toLowerCase()
}

function endpointsOf(
  host: HostConfig,
  wishes: Record<string, unknown>,
  config: ContainerConfig,
  natNetwork: boolean,
): Record<string, Endpoint> {
  const mode = host.NetworkMode
  if (config.NetworkDisabled || mode.startsWith('container:')) return {}
  const main = mode === 'default' ? (natNetwork ? 'nat' : 'none') : mode
  const names = new Set([main, ...Object.keys(wishes).filter((name) => name !== 'default')])
  const endpoints: Record<string, Endpoint> = {}
  for (const name of names) {
    const wish = objectOf(wishes[name === main && wishes[name] === undefined ? mode : name]) as Partial<Endpoint>
    endpoints[name] = {
      ...emptyEndpoint(),
      IPAMConfig: wish.IPAMConfig ?? null,
      Aliases: wish.Aliases ?? null,
      Links: wish.Links ?? null,
    }
  }
  return endpoints
}

/** `--volumes-from NAME[:ro]`: the mounts of other containers, below what this one says itself. */
function withOthers(own: MountPoint[], from: readonly string[], store: ContainerServices['store']): MountPoint[] {
  const mounts = [...own]
  for (const text of from) {
    const [name = '', mode = 'rw'] = text.split(':')
    if (!['rw', 'ro'].includes(mode.toLowerCase())) throw new EngineError(400, `invalid mode: ${mode}`)
    for (const mount of mountsOfOther(name)) {
      if (mounts.some(({ Destination }) => Destination.toLowerCase() === mount.Destination.toLowerCase())) continue
      mounts.push({ ...mount, RW: mount.RW && mode.toLowerCase() === 'rw' })
    }
  }
  return mounts

  function mountsOfOther(name: string): readonly MountPoint[] {
    try {
      return store.find(name).record.mounts
    } catch (error) {
      // Not 404: the client would go and pull the image.
      throw error instanceof EngineError ? new EngineError(400, error.message) : error
    }
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function warningsOf(record: ContainerRecord): string[] {
  return record.hostConfig.MemorySwappiness !== null && record.hostConfig.MemorySwappiness > 0
    ? ['Windows does not support MemorySwappiness. It was discarded.']
    : []
}
