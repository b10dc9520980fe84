import type { LogOptions } from '../../../preload/contract/containers.ts'
import { pause } from '../../pause.ts'
import { inPath, statusOf, streamEngine } from '../call.ts'
import { inspectRaw } from '../container-inspect.ts'
import type { EngineLink } from '../link.ts'
import { whenConnected } from '../when-connected.ts'
import { logDecoder } from './log-decoder.ts'
import type { LogMessage } from './log-message.ts'
import { SeenMessages, stampToSeconds } from './seen-messages.ts'

/** Between two tries of a container that restarts, or an engine that breaks off. */
const AGAIN_MS = 500

/**
 * The messages of a container's log, a batch a packet. With `follow` it outlives breaks of the connection and restarts
 * of engine and container: it goes on after the last message shown, and ends when the container has stopped or is
 * gone. Not consuming stops the engine's sending.
 */
export async function* logMessages(
  link: EngineLink,
  container: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogMessage[], void, void> {
  const seen = new SeenMessages()
  let begun = false
  while (!signal.aborted) {
    if (options.follow && begun) await whenConnected(link, signal)
    signal.throwIfAborted()
    try {
      const { Config } = await inspectRaw(link, container, signal)
      begun = true
      yield* readOnce(link, container, Config.Tty, options, seen, signal)
      if (!options.follow || options.until !== undefined || !(await goesOn(link, container, signal))) return
    } catch (error) {
      if (signal.aborted) return
      if (begun && statusOf(error) === 404) return
      if (!options.follow || !begun || statusOf(error) !== null) throw error
      link.suspect(error)
    }
    await pause(AGAIN_MS, signal)
  }
}

async function* readOnce(
  link: EngineLink,
  container: string,
  tty: boolean,
  options: LogOptions,
  seen: SeenMessages,
  signal: AbortSignal,
): AsyncGenerator<LogMessage[], void, void> {
  const from = seen.since
  if (from !== null) seen.repeat()
  const stream = await streamEngine(link, {
    method: 'GET',
    path: `/containers/${inPath(container)}/logs`,
    query: {
      follow: options.follow,
      stdout: options.stdout,
      stderr: options.stderr,
      timestamps: true,
      since: from === null ? options.since : stampToSeconds(from),
      until: options.until,
      tail: from === null ? options.tail : undefined,
    },
    signal,
  })
  const decoder = logDecoder(tty)
  for await (const packet of stream) {
    const fresh = decoder.read(packet as Buffer).filter((message) => seen.pass(message))
    if (fresh.length > 0) yield fresh
  }
  const rest = decoder.rest().filter((message) => seen.pass(message))
  if (rest.length > 0) yield rest
}

/** A restart passes through "exited": a container that runs again within this time was restarted, not stopped. */
const RESTARTED_WITHIN_MS = 2000
const LOOK_AGAIN_MS = 250

/** After the stream's end: whether more will come. An engine that shuts down ends it just as a container does. */
async function goesOn(link: EngineLink, container: string, signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
    const { State } = await inspectRaw(link, container, signal)
    if (State.Running || State.Status === 'restarting') return true
    if (waited >= RESTARTED_WITHIN_MS) return false
    await pause(LOOK_AGAIN_MS, signal)
  }
}
