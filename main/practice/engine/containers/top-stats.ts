import { pause } from '../../../pause.ts'
import { humanSize } from '../human-size.ts'
import { EngineError, type Route } from '../route.ts'
import { flag, whole } from '../server/query.ts'
import type { Container } from './container.ts'
import { goTime } from './container-record.ts'
import type { ContainerServices } from './services.ts'

/** GET top, GET stats, POST resize and GET changes of a container. */
export function readingRoutes({ store, context }: ContainerServices): Route[] {
  const { host } = context
  return [
    {
      method: 'GET',
      path: '/containers/{id}/top',
      async handle({ params, query }, answer) {
        if ((query.get('ps_args') ?? '') !== '') throw new EngineError(500, 'Windows does not support arguments to top')
        const container = store.find(params.id ?? '')
        const { record, run } = container
        if (!run) throw new EngineError(409, `container ${record.id} is not running`)
        const Processes = run.processes
          .list()
          .map(({ name, pid, cpuTime, privateBytes }) => [name, String(pid), clock(cpuTime), humanSize(privateBytes)])
        context.tell('container', 'top', record.id, container.attributes())
        answer.json(200, { Processes, Titles: ['Name', 'PID', 'CPU', 'Private Working Set'] })
      },
    },
    {
      method: 'GET',
      path: '/containers/{id}/stats',
      async handle({ params, query, signal }, answer) {
        const container = store.find(params.id ?? '')
        const stream = flag(query, 'stream', true)
        const oneShot = flag(query, 'one-shot')
        if (stream && oneShot) throw new EngineError(400, 'cannot have stream=true and one-shot=true')
        const body = answer.stream(200, { 'Content-Type': 'application/json' })
        let before: Reading | null = null
        if (!stream && !oneShot && container.run) {
          // Two readings, so that the client can tell a share of the processor.
          before = reading(container, host.now())
          await pause(1000, signal)
        }
        while (!signal.aborted) {
          const now = reading(container, host.now())
          await body.write(`${JSON.stringify(statistics(container, before, now, host.cpus))}\n`)
          before = now
          if (!stream || !store.list().includes(container)) break
          await pause(1000, signal)
        }
        body.end()
      },
    },
    {
      method: 'POST',
      path: '/containers/{id}/resize',
      async handle({ params, query }, answer) {
        const rows = whole(query, 'h', 0)
        const columns = whole(query, 'w', 0)
        const container = store.find(params.id ?? '')
        if (!container.run) throw new EngineError(409, `container ${container.id} is not running`)
        if (rows > 0 && columns > 0) {
          await container.stdio.show(rows)
          container.run?.main.resize(columns, rows)
        }
        context.tell(
          'container',
          'resize',
          container.id,
          container.attributes({ height: String(rows), width: String(columns) }),
        )
        answer.empty(200)
      },
    },
    {
      method: 'GET',
      path: '/containers/{id}/changes',
      async handle({ params }, answer) {
        const container = store.find(params.id ?? '')
        if (container.running) throw new EngineError(500, 'Windows does not support diff of a running container')
        const changes = container.files.changes()
        answer.json(200, changes.length > 0 ? changes.map(({ path, kind }) => ({ Path: path, Kind: kind })) : null)
      },
    },
    {
      method: 'GET',
      path: '/containers/{id}/export',
      async handle({ params }) {
        store.find(params.id ?? '')
        throw new EngineError(500, 'the daemon on this operating system does not support exporting Windows containers')
      },
    },
    {
      method: 'GET',
      path: '/containers/{id}/attach/ws',
      async handle({ params }) {
        store.find(params.id ?? '')
        throw new EngineError(501, 'the practice engine does not attach by WebSocket')
      },
    },
  ]
}

interface Reading {
  readonly at: number
  /** Milliseconds. */
  readonly cpu: number
  readonly privateBytes: number
  readonly processes: number
}

function reading({ run }: Container, at: number): Reading {
  if (!run) return { at, cpu: 0, privateBytes: 0, processes: 0 }
  const { processes } = run
  return { at, cpu: processes.cpuTime(), privateBytes: processes.privateBytes(), processes: processes.list().length }
}

/** The shape that a Windows engine sends: processor time in units of 100 ns, memory as commit and private working set. */
function statistics({ record, run }: Container, before: Reading | null, now: Reading, cpus: number): object {
  if (!run) {
    return {
      read: goTime(0),
      preread: goTime(0),
      pids_stats: {},
      blkio_stats: NO_BLOCKS,
      num_procs: 0,
      storage_stats: {},
      cpu_stats: cpuStats(0),
      precpu_stats: cpuStats(0),
      memory_stats: {},
      name: `/${record.name}`,
      id: record.id,
    }
  }
  const seconds = Math.max(0, (now.at - run.startedAt) / 1000)
  const networks = Object.fromEntries(
    Object.values(record.endpoints)
      .filter(({ EndpointID }) => EndpointID !== '')
      .map(({ EndpointID }) => [
        EndpointID.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
        {
          rx_bytes: Math.round(1800 + seconds * 210),
          rx_packets: Math.round(14 + seconds * 1.4),
          rx_errors: 0,
          rx_dropped: 0,
          tx_bytes: Math.round(900 + seconds * 64),
          tx_packets: Math.round(8 + seconds * 0.6),
          tx_errors: 0,
          tx_dropped: 0,
          endpoint_id: EndpointID,
        },
      ]),
  )
  const commit = Math.round(now.privateBytes * 1.35)
  return {
    read: goTime(now.at),
    preread: goTime(before?.at ?? 0),
    pids_stats: {},
    blkio_stats: NO_BLOCKS,
    num_procs: cpus,
    storage_stats: {
      read_count_normalized: Math.round(900 + seconds * 2),
      read_size_bytes: Math.round(24_000_000 + seconds * 4096),
      write_count_normalized: Math.round(420 + seconds),
      write_size_bytes: Math.round(9_000_000 + seconds * 2048),
    },
    cpu_stats: cpuStats(now.cpu),
    precpu_stats: cpuStats(before?.cpu ?? 0),
    memory_stats: {
      commitbytes: commit,
      commitpeakbytes: Math.round(commit * 1.2),
      privateworkingset: now.privateBytes,
    },
    name: `/${record.name}`,
    id: record.id,
    networks,
  }
}

const NO_BLOCKS = {
  io_service_bytes_recursive: null,
  io_serviced_recursive: null,
  io_queue_recursive: null,
  io_service_time_recursive: null,
  io_wait_time_recursive: null,
  io_merged_recursive: null,
  io_time_recursive: null,
  sectors_recursive: null,
}

function cpuStats(milliseconds: number): object {
  const total = Math.round(milliseconds * 10_000)
  return {
    cpu_usage: {
      total_usage: total,
      usage_in_kernelmode: Math.round(total * 0.4),
      usage_in_usermode: Math.round(total * 0.6),
    },
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  }
}

/** `00:00:01.234` */
function clock(milliseconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}.${String(Math.floor(milliseconds % 1000)).padStart(3, '0')}`
}
