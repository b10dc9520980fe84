import type { Duplex } from 'node:stream'
import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { flag } from '../server/query.ts'
import type { Container } from './container.ts'
import { detachKeys } from './detach-keys.ts'
import type { ContainerServices } from './services.ts'
import { type OutputSink, type Stdio, stdcopy } from './stdio.ts'

const RAW = 'application/vnd.docker.raw-stream'
const MULTIPLEXED = 'application/vnd.docker.multiplexed-stream'

/** The content type of a stream: the multiplexed one has its own name since 1.42. */
export function streamType(tty: boolean, apiVersion: string): string {
  return tty || compareApi(apiVersion, '1.42') < 0 ? RAW : MULTIPLEXED
}

/** POST /containers/{id}/attach. */
export function attachRoute({ store, context }: ContainerServices): Route {
  return {
    method: 'POST',
    path: '/containers/{id}/attach',
    async handle(request, answer) {
      const { query } = request
      let container: Container
      let keys: number[]
      try {
        keys = detachKeys(query.get('detachKeys'))
        container = store.find(request.params.id ?? '')
        refuseState(container)
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        // The engine has taken the connection over already: text alone, under the type of a stream.
        return answer.text(error.status, `${error.message}\r\n`, RAW)
      }
      const { config } = container.record
      const tty = config.Tty
      // dockerode sends its options as a body; the engine drops what came with the head [moby httputils HijackConnection].
      if (Number(request.headers['content-length'] ?? 0) > 0) for await (const _ of request.stream);
      const client = answer.hijack(streamType(tty, request.apiVersion))
      client.on('error', () => client.destroy())
      const out = flag(query, 'stdout')
      const err = flag(query, 'stderr')
      if (flag(query, 'logs')) {
        for (const { line } of container.log.lines()) {
          if (!(line.stream === 'stdout' ? out : err)) continue
          const bytes = Buffer.from(line.log)
          if (!client.write(tty ? bytes : stdcopy(line.stream, bytes))) await drained(client)
        }
      }
      if (!flag(query, 'stream')) return void client.end()
      context.tell('container', 'attach', container.id, container.attributes())
      await serve(client, container.stdio, {
        tty,
        input: flag(query, 'stdin') && config.OpenStdin,
        inputOnce: config.StdinOnce,
        out,
        err,
        keys,
        detached: () => context.tell('container', 'detach', container.id, container.attributes()),
      })
    },
  }
}

/** GET /containers/{id}/attach/ws: the same over a WebSocket, never multiplexed; binary frames since 1.28. */
export function attachSocketRoute({ store, context }: ContainerServices): Route {
  return {
    method: 'GET',
    path: '/containers/{id}/attach/ws',
    async handle(request, answer) {
      const { query, apiVersion } = request
      const keys = detachKeys(query.get('detachKeys'))
      const container = store.find(request.params.id ?? '')
      refuseState(container)
      const { config } = container.record
      // Before 1.42 all three streams came, whatever was asked for.
      const chosen = compareApi(apiVersion, '1.42') >= 0
      const wants = (name: string) => !chosen || flag(query, name)
      const client = await answer.webSocket(compareApi(apiVersion, '1.28') >= 0)
      client.on('error', () => client.destroy())
      if (flag(query, 'logs')) {
        for (const { line } of container.log.lines()) {
          if (!wants(line.stream)) continue
          if (!client.write(Buffer.from(line.log))) await drained(client)
        }
      }
      if (!flag(query, 'stream')) return void client.end()
      context.tell('container', 'attach', container.id, container.attributes())
      await serve(client, container.stdio, {
        tty: config.Tty,
        plain: true,
        input: wants('stdin') && config.OpenStdin,
        inputOnce: config.StdinOnce,
        out: wants('stdout'),
        err: wants('stderr'),
        keys,
        detached: () => context.tell('container', 'detach', container.id, container.attributes()),
      })
    },
  }
}

/** What a client that took over a connection is given of a program's streams. */
export interface StreamWishes {
  readonly tty: boolean
  /** Output and errors come together, without heads. */
  readonly plain?: boolean
  readonly input: boolean
  /** The program's input ends when this client's does. */
  readonly inputOnce: boolean
  readonly out: boolean
  readonly err: boolean
  readonly keys: readonly number[]
  detached(): void
}

/** Joins a client and a program until one of them ends, or the client detaches. */
export function serve(client: Duplex, stdio: Stdio, wishes: StreamWishes): Promise<void> {
  const { tty, keys } = wishes
  return new Promise((done) => {
    const leave = () => {
      stop()
      if (!client.destroyed) client.end()
      done()
    }
    const sink: OutputSink = {
      write: (stream, bytes) => {
        if (!(stream === 'stdout' ? wishes.out : wishes.err) || client.destroyed) return Promise.resolve()
        if (client.write(tty || wishes.plain ? bytes : stdcopy(stream, bytes))) return Promise.resolve()
        return drained(client)
      },
      end: leave,
    }
    const stop = stdio.listen(sink)
    client.on('close', () => {
      stop()
      if (wishes.input && wishes.inputOnce && !tty) stdio.endInput()
      done()
    })
    if (!wishes.input) {
      client.resume()
      return
    }
    const matcher = new KeyMatcher(tty ? keys : [])
    client.on('data', (bytes: Buffer) => {
      const { pass, detached } = matcher.take(bytes)
      if (pass.length > 0) {
        client.pause()
        void stdio.send(pass).then(() => client.resume())
      }
      if (detached) {
        wishes.detached()
        leave()
      }
    })
    client.on('end', () => {
      // As the engine does: the program's input ends, or this client's part in it.
      if (wishes.inputOnce && !tty) stdio.endInput()
      else leave()
    })
    client.resume()
  })
}

/** Holds typed keys back while they may be the detach keys. */
class KeyMatcher {
  readonly #keys: readonly number[]
  #matched = 0
  constructor(keys: readonly number[]) {
    this.#keys = keys
  }

  take(bytes: Uint8Array): { pass: Uint8Array; detached: boolean } {
    const keys = this.#keys
    if (keys.length === 0) return { pass: bytes, detached: false }
    const pass: number[] = []
    for (const byte of bytes) {
      if (byte === keys[this.#matched]) {
        this.#matched += 1
        if (this.#matched === keys.length) return { pass: Uint8Array.from(pass), detached: true }
        continue
      }
      pass.push(...keys.slice(0, this.#matched))
      this.#matched = byte === keys[0] ? 1 : 0
      if (this.#matched === 0) pass.push(byte)
    }
    return { pass: Uint8Array.from(pass), detached: false }
  }
}

function refuseState({ record }: Container): void {
  if (record.status === 'paused') {
    throw new EngineError(409, `container ${record.id} is paused, unpause the container before attach`)
  }
  if (record.status === 'restarting') {
    throw new EngineError(409, `container ${record.id} is restarting, wait until the container is running`)
  }
}

function drained(client: Duplex): Promise<void> {
  return new Promise((done) => {
    const free = () => {
      client.off('drain', free).off('close', free)
      done()
    }
    client.on('drain', free).on('close', free)
    if (client.destroyed) free()
  })
}
