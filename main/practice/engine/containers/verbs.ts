import { EngineError, type Route } from '../route.ts'
import { engineMajor } from '../server/api-range.ts'
import { flag, labelFits, readFilters, readTime } from '../server/query.ts'
import { refuseTaken } from './create.ts'
import { refusePolicy } from './create-checks.ts'
import { nameFits } from './names.ts'
import type { ContainerServices } from './services.ts'

/** All that a Windows engine knows [moby sys/signal signal_windows.go]: terminate, and shut down. */
const SIGNALS: Readonly<Record<string, number>> = { KILL: 9, TERM: 15 }

/** Start, stop, restart, kill, pause, unpause, rename, update and remove. */
export function verbRoutes({ store, life, context }: ContainerServices): Route[] {
  const post = (verb: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path: `/containers/{id}/${verb}`,
    handle,
  })
  return [
    post('start', async (request, answer) => {
      const container = store.find(request.params.id ?? '')
      if (container.record.status === 'running') return answer.empty(304)
      await life.start(container)
      answer.empty(204)
    }),
    post('stop', async (request, answer) => {
      const container = store.find(request.params.id ?? '')
      if (!container.running) return answer.empty(304)
      await life.stop(container)
      answer.empty(204)
    }),
    post('restart', async (request, answer) => {
      await life.restart(store.find(request.params.id ?? ''))
      answer.empty(204)
    }),
    post('kill', async (request, answer) => {
      const name = request.params.id ?? ''
      // Before 23.0 the signal was read first, and its refusal stood alone.
      if (engineMajor(context.settings.version) < 23) signalOf(request.query.get('signal'))
      try {
        const signal = signalOf(request.query.get('signal'))
        await life.kill(store.find(name), signal)
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        throw new EngineError(error.status, `cannot kill container: ${name}: ${error.message}`)
      }
      answer.empty(204)
    }),
    post('pause', async (request, answer) => {
      life.pause(store.find(request.params.id ?? ''))
      answer.empty(204)
    }),
    post('unpause', async (request, answer) => {
      life.unpause(store.find(request.params.id ?? ''))
      answer.empty(204)
    }),
    post('rename', async (request, answer) => {
      const container = store.find(request.params.id ?? '')
      const name = (request.query.get('name') ?? '').replace(/^\//, '')
      if (name === '') throw new EngineError(400, 'Neither old nor new names may be empty')
      if (name === container.record.name) {
        throw new EngineError(400, 'Renaming a container with the same name as its current name')
      }
      if (!nameFits(name)) {
        throw new EngineError(400, `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`)
      }
      try {
        refuseTaken(name, store)
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        throw new EngineError(error.status, `Error when allocating new name: ${error.message}`)
      }
      const oldName = `/${container.record.name}`
      store.rename(container, name)
      context.tell('container', 'rename', container.id, container.attributes({ oldName }))
      answer.empty(204)
    }),
    post('update', async (request, answer) => {
      const container = store.find(request.params.id ?? '')
      const body = await request.json()
      const { RestartPolicy: policy, ...limits } = body
      if (
        Object.values(limits).some(
          (value) => value !== 0 && value !== '' && value !== null && value !== false && !isEmpty(value),
        )
      ) {
        throw new EngineError(
          500,
          `Cannot update container ${container.id}: resource updating isn't supported on Windows`,
        )
      }
      const named = policy as { Name?: unknown; MaximumRetryCount?: unknown } | undefined
      if (typeof named?.Name === 'string' && named.Name !== '') {
        const wanted = { Name: named.Name, MaximumRetryCount: Number(named.MaximumRetryCount ?? 0) || 0 }
        refusePolicy({ ...container.record.hostConfig, RestartPolicy: wanted })
        container.record.hostConfig.RestartPolicy = wanted
        container.save()
      }
      context.tell('container', 'update', container.id, container.attributes())
      answer.json(200, { Warnings: [] })
    }),
    {
      method: 'DELETE',
      path: '/containers/{id}',
      async handle(request, answer) {
        const container = store.find(request.params.id ?? '')
        if (flag(request.query, 'link'))
          throw new EngineError(400, 'Conflict, cannot remove the default link name of the container')
        if (container.running) {
          if (!flag(request.query, 'force')) {
            const { name, status } = container.record
            if (engineMajor(context.settings.version) < 25) {
              const procedure = status === 'paused' ? 'Unpause and then stop' : 'Stop'
              throw new EngineError(
                409,
                `You cannot remove a ${status} container ${container.id}. ${procedure} the container before attempting removal or force remove`,
              )
            }
            throw new EngineError(
              409,
              status === 'paused'
                ? `cannot remove container "/${name}": container is paused and must be unpaused first`
                : `cannot remove container "/${name}": container is running: stop the container before removing or force remove`,
            )
          }
          container.record.hostConfig.AutoRemove = false
          await life.kill(container, 'KILL')
        }
        life.remove(container, flag(request.query, 'v'))
        answer.empty(204)
      },
    },
    {
      method: 'POST',
      path: '/containers/prune',
      async handle(request, answer) {
        answer.json(200, pruneContainers({ store, life, context }, request.query))
      },
    },
  ]
}

function pruneContainers(
  { store, life, context }: Pick<ContainerServices, 'store' | 'life' | 'context'>,
  query: URLSearchParams,
): { ContainersDeleted: string[] | null; SpaceReclaimed: number } {
  const filters = readFilters(query, ['label', 'label!', 'until'])
  const until = filters.get('until').map((text) => readTime(text, context.host.now()))
  if (until.length > 1) throw new EngineError(400, 'more than one until filter specified')
  const bad = filters.get('until')[until.indexOf(null)]
  if (bad !== undefined) {
    throw new EngineError(400, `failed to parse value as time or duration: ${JSON.stringify(bad)}`)
  }
  const deleted: string[] = []
  let reclaimed = 0
  for (const container of store.list()) {
    const { labels, created } = { labels: container.record.config.Labels, created: container.record.createdAt }
    if (container.running || (until[0] !== undefined && created >= (until[0] ?? 0))) continue
    if (!filters.every('label', (label) => labelFits(labels, label))) continue
    if (filters.get('label!').some((label) => labelFits(labels, label))) continue
    reclaimed += container.files.size()
    life.remove(container, false)
    deleted.push(container.id)
  }
  context.tell('container', 'prune', '', { reclaimed: String(reclaimed) })
  return { ContainersDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed }
}

function isEmpty(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0
}

function signalOf(text: string | null): 'KILL' | 'TERM' {
  const wanted = text === null || text === '' ? 'KILL' : text.toUpperCase().replace(/^SIG/, '')
  if (wanted === 'KILL' || wanted === 'TERM') return wanted
  const byNumber = Object.keys(SIGNALS).find((name) => String(SIGNALS[name]) === wanted)
  if (byNumber === 'KILL' || byNumber === 'TERM') return byNumber
  if (/^[1-9]\d{0,8}$/.test(wanted)) throw new EngineError(400, `The windows daemon does not support signal ${wanted}`)
  throw new EngineError(400, `Invalid signal: ${text}`)
}
