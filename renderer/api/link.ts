import type { ClientContext, ClientLink } from '@orpc/client'
import { create } from 'zustand'
import type { Explained } from '../../preload/contract/explained.ts'
import { dialBrowser } from './browser-transport.ts'
import { type Connection, type Dial, LinkRefused } from './connection.ts'
import { inWindow } from './door.ts'
import { LINK_LOST, PageError } from './errors.ts'
import { dialWindow } from './window-transport.ts'

/** Waits between attempts, in ms; the last one repeats. */
const BACK_OFF_MS = [250, 500, 1000, 2000, 4000, 8000]

type LinkState = { kind: 'connecting' } | { kind: 'open' } | { kind: 'lost' } | { kind: 'refused'; error: Explained }

/** The state of the page's own link to main (not of any engine). `generation` counts the links that opened. */
export const useLink = create<{ state: LinkState; generation: number }>(() => ({
  state: { kind: 'connecting' },
  generation: 0,
}))

let current: Connection | null = null
let started = false
let tryNow: (() => void) | null = null

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    tryNow = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

/** Ends the wait of the back-off. */
export function retryLink(): void {
  tryNow?.()
}

/** Opens the link and keeps it open for as long as the page lives. Started once, by the app. */
export async function keepLink(): Promise<void> {
  if (started) return
  started = true
  const dial: Dial = inWindow ? dialWindow : dialBrowser
  for (let failures = 0; ; ) {
    try {
      current = await dial()
    } catch (error) {
      if (error instanceof LinkRefused) {
        useLink.setState({ state: { kind: 'refused', error: error.explained } })
        return
      }
      useLink.setState({ state: { kind: 'lost' } })
      await pause(BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 8000)
      failures += 1
      continue
    }
    failures = 0
    useLink.setState(({ generation }) => ({ state: { kind: 'open' }, generation: generation + 1 }))
    await current.closed
    current = null
    useLink.setState({ state: { kind: 'lost' } })
  }
}

/** The connection that is open now. */
export function currentConnection(): Connection | null {
  return current
}

/** The open connection, waited for during the first connecting; throws at once while the link is lost. */
async function connection(signal?: AbortSignal): Promise<Connection> {
  if (current) return current
  if (useLink.getState().state.kind !== 'connecting') throw new PageError(LINK_LOST)
  return whenOpen(signal)
}

/** Waits for an open connection however long it takes. */
export function whenOpen(signal?: AbortSignal): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      if (signal?.aborted) reject(signal.reason)
      else if (current) resolve(current)
      else {
        const { state } = useLink.getState()
        if (state.kind !== 'refused') return
        reject(new PageError(state.error))
      }
      stop()
      signal?.removeEventListener('abort', settle)
    }
    const stop = useLink.subscribe(settle)
    signal?.addEventListener('abort', settle)
    settle()
  })
}

/** What the client calls through: always the link that is open now. */
export const switchingLink: ClientLink<ClientContext> = {
  async call(path, input, options) {
    const { calls } = await connection(options.signal)
    return calls.call(path, input, options)
  },
}
