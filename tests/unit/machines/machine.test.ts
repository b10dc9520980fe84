import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineConnection } from '../../../main/connections/dial.ts'
import { Machine } from '../../../main/machines/machine.ts'

const endpoint = { kind: 'unix', path: '/run/engine.sock' } as const
const failure = (code: string) =>
  Object.assign(new Error(`connect ${code} ${endpoint.path}`), { code, syscall: 'connect' })

/** An engine that answers, or fails as `fault` says; `drop` ends its connection. */
class Engine {
  fault: Error | null = null
  /** It takes calls and answers none, the heartbeat's among them. */
  hangs = false
  dialled = 0
  readonly #streams = new Set<EventEmitter>()

  readonly dial = async (): Promise<EngineConnection> => {
    this.dialled += 1
    if (this.fault) throw this.fault
    const stream = Object.assign(new EventEmitter(), { resume: () => undefined })
    this.#streams.add(stream)
    return {
      version: { Version: '29.0.0', ApiVersion: '1.52', Os: 'linux' },
      apiVersion: '1.52',
      info: async () => ({}),
      ping: async () => {
        if (this.hangs) throw new DOMException('The engine did not answer in time', 'TimeoutError')
      },
      heartbeat: () => (this.hangs ? new Promise(() => undefined) : Promise.resolve(stream)),
      sshConnections: () => 0,
      close: () => undefined,
    } as unknown as EngineConnection
  }

  drop(fault: Error): void {
    this.fault = fault
    for (const stream of this.#streams) stream.emit('end')
    this.#streams.clear()
  }
}

describe('C4: a machine that is refused', () => {
  let engine: Engine
  let machine: Machine

  beforeEach(() => {
    vi.useFakeTimers()
    engine = new Engine()
    machine = new Machine({
      id: 'm',
      definition: { endpoint, tls: null, ssh: null },
      dial: engine.dial,
      changed: () => undefined,
      visible: () => true,
    })
  })
  afterEach(() => {
    machine.close()
    vi.useRealTimers()
  })
  const error = () => ('error' in machine.state ? machine.state.error : null)
  const connect = async () => {
    machine.open()
    await vi.advanceTimersByTimeAsync(5000)
    expect(machine.state.kind).toBe('connected')
  }

  it('C4: by the first attempt, fails at once: a person must act', async () => {
    engine.fault = failure('EACCES')
    machine.open()
    await vi.advanceTimersByTimeAsync(100)
    expect(machine.state.kind).toBe('failed')
    expect(error()?.code).toBe('socket-access-denied')
    expect(error()?.remedy).not.toContain('tries again')
  })

  it('C4: after it was connected, is tried again and says so, and comes back by itself', async () => {
    await connect()
    engine.drop(failure('EACCES'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(machine.state.kind).toBe('reconnecting')
    expect(error()).toMatchObject({
      code: 'socket-access-denied',
      remedy: expect.stringMatching(/^Slipway tries again/),
    })
    expect(error()?.remedy).toContain('group docker')
    engine.fault = null
    await vi.advanceTimersByTimeAsync(40_000)
    expect(machine.state.kind).toBe('connected')
  })

  it('C4: refused for more than a minute in a row, it fails with the plain remedy', async () => {
    await connect()
    engine.drop(failure('EACCES'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(machine.state.kind).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(90_000)
    expect(machine.state.kind).toBe('failed')
    expect(error()?.remedy).toMatch(/^Add your account/)
    const { dialled } = engine
    await vi.advanceTimersByTimeAsync(120_000)
    expect(engine.dialled).toBe(dialled)
  })

  it('C4: long away and then refused, the pauses begin anew: it is there within seconds', async () => {
    await connect()
    engine.drop(failure('ENOENT'))
    await vi.advanceTimersByTimeAsync(30 * 60_000)
    engine.fault = failure('EACCES')
    await vi.advanceTimersByTimeAsync(36_000)
    expect(error()?.code).toBe('socket-access-denied')
    engine.fault = null
    await vi.advanceTimersByTimeAsync(36_000)
    expect(machine.state.kind).toBe('connected')
  })

  it('C4: an engine that hangs before its event stream came is noticed by the first call that fails', async () => {
    engine.hangs = true
    await connect()
    machine.suspect(new Error('timed out'))
    engine.fault = failure('ECONNREFUSED')
    await vi.advanceTimersByTimeAsync(1)
    expect(machine.state.kind).toBe('reconnecting')
  })

  it('C4: other final failures stay final after it was connected', async () => {
    await connect()
    engine.drop(Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' }))
    await vi.advanceTimersByTimeAsync(1000)
    expect(machine.state.kind).toBe('failed')
  })
})
