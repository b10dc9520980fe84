import { ProgramNotFound } from '../../shell/world.ts'
import { EngineError } from '../route.ts'
import type { EngineContext } from '../state.ts'
import { layerFailure, noSuchProgram } from './compute-errors.ts'
import type { Container } from './container.ts'
import { ContainerRun, ProgramRun } from './container-run.ts'
import { type ContainerStore, ENGINE_STOPPED, TERMINATED } from './container-store.ts'
import { environmentOf } from './environment.ts'
import { resetHealth, watchHealth } from './health-monitor.ts'
import { refuseStart } from './isolation.ts'
import type { ContainerParts } from './parts.ts'
import { publishPorts } from './ports.ts'
import { ProcessTable } from './process-table.ts'
import { restartsAfter, startsWithEngine } from './restart-policy.ts'
import { containerWorld } from './world.ts'

/** Starts and ends containers, keeps their states, and tells of it. */
export class Lifecycle {
  readonly #context: EngineContext
  readonly #parts: ContainerParts
  readonly #store: ContainerStore
  #closed = false

  constructor(context: EngineContext, parts: ContainerParts, store: ContainerStore) {
    this.#context = context
    this.#parts = parts
    this.#store = store
  }

  /** Throws the engine's own refusal; the container then is as it was, with the error in its state. */
  async start(container: Container): Promise<void> {
    const { record } = container
    if (record.status === 'paused') {
      throw new EngineError(409, 'cannot start a paused container, try unpause instead')
    }
    if (record.status === 'removing' || record.status === 'dead') {
      throw new EngineError(409, 'container is marked for removal and cannot be started')
    }
    container.restartWait.cancel()
    const { host, settings, faults } = this.#context
    try {
      if (faults.diskFull) {
        throw new EngineError(500, layerFailure('ActivateLayer'))
      }
      refuseStart(record, host, settings)
      record.ports = publishPorts(
        record,
        this.#store.list().flatMap((other) => (other !== container && other.running ? [other.record] : [])),
      )
      this.#joinNetworks(container)
      record.startedAt = host.now()
      const run = this.#newRun(container)
      try {
        await run.main.started
      } catch (error) {
        run.processes.close()
        if (!(error instanceof ProgramNotFound)) throw error
        throw new EngineError(400, noSuchProgram(settings, record.id, [record.path, ...record.args]))
      }
      container.run = run
      resetHealth(container)
      Object.assign(record, { status: 'running', exitCode: 0, error: '', finishedAt: 0, stoppedByHand: false })
      container.save()
      this.#context.tell('container', 'start', record.id, container.attributes())
      container.changes.emit('started')
      run.stopHealth = watchHealth(container, run, this.#context, this.#parts)
      void run.main.ended.then((code) => this.#ended(container, run, code))
    } catch (error) {
      record.startedAt = record.status === 'created' ? 0 : record.startedAt
      record.error = error instanceof Error ? error.message : String(error)
      record.exitCode = record.error.includes('(0x2)') ? 127 : 128
      this.#leaveNetworks(container)
      container.stdio.close()
      container.save()
      if (record.hostConfig.AutoRemove) this.remove(container, true)
      throw error
    }
  }

  /** Ends a running container and waits for it; nothing when it does not run. */
  async stop(container: Container): Promise<void> {
    if (!container.running) return
    const { record, run } = container
    record.stoppedByHand = true
    container.restartWait.cancel()
    if (!run) {
      this.#settle(container, record.exitCode)
      return
    }
    run.stopping = true
    run.stopHealth()
    const ended = once(container)
    this.#context.tell('container', 'kill', record.id, container.attributes({ signal: '15' }))
    run.end(ENGINE_STOPPED)
    await ended
    this.#context.tell('container', 'stop', record.id, container.attributes())
  }

  async kill(container: Container, signal: 'KILL' | 'TERM'): Promise<void> {
    const { record, run } = container
    if (record.status === 'restarting') {
      container.restartWait.cancel()
      this.#settle(container, record.exitCode)
      return
    }
    if (!run) throw new EngineError(409, `container ${record.id} is not running`)
    record.stoppedByHand = true
    run.stopping = true
    const ended = once(container)
    if (signal === 'KILL') run.terminate(TERMINATED)
    else run.end(ENGINE_STOPPED)
    this.#context.tell('container', 'kill', record.id, container.attributes({ signal: signal === 'KILL' ? '9' : '15' }))
    await ended
  }

  async restart(container: Container): Promise<void> {
    await this.stop(container)
    await this.start(container)
    this.#context.tell('container', 'restart', container.id, container.attributes())
  }

  pause(container: Container): void {
    const { record, run } = container
    if (!run) throw new EngineError(409, `Container ${record.id} is not running`)
    if (record.status === 'paused') throw new EngineError(409, `Container ${record.id} is already paused`)
    if (record.isolation === 'process') {
      throw new EngineError(
        500,
        `cannot pause container ${record.id}: not implemented for containers using process isolation`,
      )
    }
    run.stopHealth()
    run.main.pause()
    run.processes.pause(true)
    record.status = 'paused'
    container.save()
    this.#context.tell('container', 'pause', record.id, container.attributes())
  }

  unpause(container: Container): void {
    const { record, run } = container
    if (record.status !== 'paused') throw new EngineError(409, `Container ${record.id} is not paused`)
    run?.main.resume()
    run?.processes.pause(false)
    if (run) run.stopHealth = watchHealth(container, run, this.#context, this.#parts)
    record.status = 'running'
    container.save()
    this.#context.tell('container', 'unpause', record.id, container.attributes())
  }

  /** Removes a container that does not run; its anonymous volumes too when `volumes`. */
  remove(container: Container, volumes: boolean): void {
    container.record.status = 'removing'
    container.restartWait.cancel()
    this.#store.remove(container)
    if (volumes) {
      this.#parts.volumes.release(
        container.record.mounts.flatMap(({ Name }) => (Name && /^[0-9a-f]{64}$/.test(Name) ? Name : [])),
      )
    }
    container.stdio.close()
    this.#context.tell('container', 'destroy', container.id, container.attributes())
    container.changes.emit('removed', container.record.exitCode)
  }

  /** Starts what its policy wants after a start of the engine. */
  async resume(): Promise<void> {
    for (const container of this.#store.list()) {
      if (startsWithEngine(container.record)) await this.start(container).catch(() => undefined)
    }
  }

  /** Ends them all, as a stop of the engine does. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(
      this.#store.list().map(async (container) => {
        container.restartWait.cancel()
        container.run?.end(ENGINE_STOPPED)
        await container.run?.gone()
        if (container.running) this.#settle(container, container.record.exitCode || ENGINE_STOPPED)
        container.log.flush()
      }),
    )
  }

  #ended(container: Container, run: ContainerRun, code: number): void {
    if (container.run !== run) return
    const { record } = container
    run.stopHealth()
    for (const exec of run.execs) exec.end(code)
    run.processes.close()
    container.run = null
    container.log.flush()
    const lasted = this.#context.host.now() - run.startedAt
    if (run.stopping || this.#closed || !restartsAfter(record, code)) {
      this.#settle(container, code)
      return
    }
    this.#settle(container, code, 'restarting')
    container.restartWait.begin(lasted, () => {
      record.restartCount += 1
      void this.start(container).catch(() => {
        if (record.status === 'restarting') this.#settle(container, record.exitCode)
      })
    })
  }

  #settle(container: Container, code: number, status: 'exited' | 'restarting' = 'exited'): void {
    const { record } = container
    Object.assign(record, { status, exitCode: code, finishedAt: this.#context.host.now() })
    if (record.mounts.some(({ Type }) => Type === 'bind')) {
      this.#parts.hostFolders?.settle(
        record,
        this.#store.list().flatMap((other) => (other !== container && other.running ? [other.record] : [])),
      )
    }
    this.#leaveNetworks(container)
    container.stdio.close()
    container.save()
    this.#context.tell('container', 'die', record.id, container.attributes({ exitCode: String(code) }))
    container.changes.emit('exit', code)
    if (status === 'exited' && record.hostConfig.AutoRemove && !this.#closed) this.remove(container, true)
  }

  /** Starts the container's own program. */
  #newRun(container: Container): ContainerRun {
    const { record } = container
    const { config, hostConfig } = record
    const { host, settings } = this.#context
    const processes = new ProcessTable(host, record.isolation, hostConfig.Memory || 1024 ** 3)
    if (!config.OpenStdin) container.stdio.endInput()
    const world = containerWorld(container, processes, host, settings, this.#parts)
    const main = new ProgramRun(
      processes,
      {
        argv: [record.path, ...record.args],
        world,
        environment: environmentOf(container, world),
        folder: config.WorkingDir || 'C:\\',
        tty: config.Tty,
        user: `User Manager\\${world.user}`,
        stdio: container.stdio,
        log: hostConfig.LogConfig.Type === 'none' ? null : container.log,
        size: consoleSize(hostConfig.ConsoleSize),
      },
      this.#parts.startProgram,
    )
    return new ContainerRun(host, processes, main)
  }

  #joinNetworks(container: Container): void {
    const { record } = container
    for (const [name, wish] of Object.entries(record.endpoints)) {
      const joined = this.#parts.networks.join({ id: record.id, name: record.name, ports: record.ports }, name, wish)
      record.endpoints[name] = joined.endpoint
    }
  }

  #leaveNetworks(container: Container): void {
    container.record.ports = {}
    for (const [name, endpoint] of Object.entries(container.record.endpoints)) {
      this.#parts.networks.leave(container.id, name)
      Object.assign(endpoint, { EndpointID: '', Gateway: '', IPAddress: '', IPPrefixLen: 0, MacAddress: '' })
    }
  }
}

function once(container: Container): Promise<void> {
  return new Promise((done) => container.changes.once('exit', () => done()))
}

function consoleSize([rows, columns]: [number, number]): { columns: number; rows: number } {
  return { columns: columns || 80, rows: rows || 24 }
}
