import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { type Filters, flag, labelFits, readFilters, whole } from '../server/query.ts'
import type { Container } from './container.ts'
import { portList } from './ports.ts'
import type { ContainerServices } from './services.ts'
import { statusText } from './status-text.ts'

const FILTERS =
  'ancestor before exited expose health id is-task isolation label name network publish since status volume'.split(' ')
const STATUSES = ['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead']

/** GET /containers/json. */
export function listRoute(services: ContainerServices): Route {
  const { store, context } = services
  return {
    method: 'GET',
    path: '/containers/json',
    async handle({ query, apiVersion }, answer) {
      const filters = readFilters(query, FILTERS)
      refuseFilters(filters)
      const limit = whole(query, 'limit', 0)
      // A bound, or a status, makes containers that do not run count as well.
      const all =
        flag(query, 'all') || limit > 0 || ['status', 'before', 'since', 'exited'].some((name) => filters.has(name))
      const size = flag(query, 'size')
      const found = select(services, filters).filter((container) => all || container.running)
      const rows = found.slice(0, limit > 0 ? limit : undefined)
      const now = context.host.now()
      const named = namer(services)
      answer.json(
        200,
        rows.map((container) => row(container, named, size, now, apiVersion)),
      )
    },
  }

  function select({ parts }: ContainerServices, filters: Filters): Container[] {
    const list = store.list()
    const createdAt = (reference: string) => {
      try {
        return store.find(reference).record.createdAt
      } catch (error) {
        if (error instanceof EngineError && error.status === 404) {
          throw new EngineError(404, `no such container ${reference}`)
        }
        throw error
      }
    }
    const before = filters.get('before').map(createdAt)
    const since = filters.get('since').map(createdAt)
    const ancestors = filters.get('ancestor').flatMap((reference) => {
      try {
        return [parts.images.find(reference).id]
      } catch {
        return []
      }
    })
    const exited = filters.get('exited').map(Number)
    return list.filter((container) => {
      const { record } = container
      const { config, hostConfig } = record
      return (
        filters.any('id', (id) => record.id.startsWith(id)) &&
        filters.any('name', (name) => nameMatches(record.name, name)) &&
        filters.every('label', (label) => labelFits(config.Labels, label)) &&
        filters.any('status', (status) => status === record.status) &&
        filters.any('isolation', (isolation) => isolation === hostConfig.Isolation) &&
        filters.any('health', (health) => health === (record.health?.Status ?? 'none')) &&
        filters.any('is-task', (value) => value === 'false') &&
        (exited.length === 0 || (!container.running && record.startedAt > 0 && exited.includes(record.exitCode))) &&
        (!filters.has('ancestor') ||
          ancestors.includes(record.imageId) ||
          ancestors.includes(container.image.parent)) &&
        (before.length === 0 || before.some((at) => record.createdAt < at)) &&
        (since.length === 0 || since.some((at) => record.createdAt > at)) &&
        filters.any('volume', (name) =>
          record.mounts.some(
            ({ Name, Destination }) => Name === name || Destination.toLowerCase() === name.toLowerCase(),
          ),
        ) &&
        filters.any('network', (name) =>
          Object.entries(record.endpoints).some(
            ([each, { NetworkID }]) => each === name || (NetworkID !== '' && NetworkID.startsWith(name)),
          ),
        ) &&
        filters.any('publish', (port) => portFits(Object.keys(hostConfig.PortBindings), port)) &&
        filters.any('expose', (port) =>
          portFits([...Object.keys(config.ExposedPorts ?? {}), ...Object.keys(hostConfig.PortBindings)], port),
        )
      )
    })
  }
}

/** All containers with their sizes, as `/system/df` lists them. */
export function containerRows(services: Omit<ContainerServices, 'life'>, apiVersion: string): object[] {
  const now = services.context.host.now()
  const named = namer(services)
  return services.store.list().map((container) => row(container, named, true, now, apiVersion))
}

function refuseFilters(filters: Filters): void {
  const status = filters.get('status').find((each) => !STATUSES.includes(each))
  if (status !== undefined) throw new EngineError(400, `invalid filter 'status=${status}'`)
  const exited = filters.get('exited').find((each) => !/^[-+]?\d+$/.test(each))
  if (exited !== undefined) {
    throw new EngineError(500, `strconv.Atoi: parsing ${JSON.stringify(exited)}: invalid syntax`)
  }
  const task = filters.get('is-task').filter((each) => !['true', 'false'].includes(each))
  if (task.length > 0) throw new EngineError(400, `invalid filter 'is-task=[${task.join(' ')}]'`)
  for (const kind of ['publish', 'expose']) {
    const port = filters.get(kind).find((each) => !/^\d{1,5}(-\d{1,5})?(\/\w+)?$/.test(each))
    if (port !== undefined) {
      throw new EngineError(
        500,
        `error while looking up for ${kind} ${port}: strconv.ParseUint: parsing ${JSON.stringify(port.split(/[-/]/)[0])}: invalid syntax`,
      )
    }
  }
  const health = filters.get('health').find((each) => !['none', 'starting', 'healthy', 'unhealthy'].includes(each))
  if (health !== undefined) throw new EngineError(400, `unrecognized filter value for health: ${health}`)
}

/** The ID that a reference names now, or null; looked up once a list. */
function namer({ parts }: Pick<ContainerServices, 'parts'>): (reference: string) => string | null {
  const known = new Map<string, string | null>()
  return (reference) => {
    let id = known.get(reference)
    if (id !== undefined) return id
    try {
      id = parts.images.find(reference).id
    } catch {
      id = null
    }
    known.set(reference, id)
    return id
  }
}

/** A tag that has moved on names another image now: then the ID is shown, as the engine does. */
function row(
  container: Container,
  named: (reference: string) => string | null,
  size: boolean,
  now: number,
  api: string,
): object {
  const { record, image } = container
  const { config, hostConfig } = record
  return {
    Id: record.id,
    Names: [`/${record.name}`],
    Image: named(config.Image) === record.imageId ? config.Image : record.imageId,
    ImageID: record.imageId,
    Command: [record.path, ...record.args.map((each) => (each.includes(' ') ? `'${each}'` : each))].join(' '),
    Created: Math.floor(record.createdAt / 1000),
    Ports: container.run ? portList(record) : [],
    ...(size && { SizeRw: container.files.size(), SizeRootFs: container.files.size() + image.size }),
    Labels: config.Labels,
    State: record.status,
    Status: statusText(record, now),
    ...(compareApi(api, '1.52') >= 0 && {
      Health: { Status: record.health?.Status ?? 'none', FailingStreak: record.health?.FailingStreak ?? 0 },
    }),
    HostConfig: { NetworkMode: hostConfig.NetworkMode },
    NetworkSettings: { Networks: record.endpoints },
    Mounts: record.mounts,
  }
}

/** A name filter is a pattern, with or without the slash. */
function nameMatches(name: string, pattern: string): boolean {
  try {
    const expression = new RegExp(pattern)
    return expression.test(name) || expression.test(`/${name}`)
  } catch {
    return name.includes(pattern)
  }
}

function portFits(ports: readonly string[], wanted: string): boolean {
  const [range = '', protocol = 'tcp'] = wanted.split('/')
  const [from = 0, to = from] = range.split('-').map(Number)
  return ports.some((port) => {
    const [number, type = 'tcp'] = port.split('/')
    return type === protocol && Number(number) >= from && Number(number) <= to
  })
}
