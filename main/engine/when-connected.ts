import type { EngineLink } from './link.ts'

/** Resolves when the link is connected (at once when it is) or the signal aborts. */
export function whenConnected(link: EngineLink, signal: AbortSignal): Promise<void> {
  if (link.connected || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      unsubscribe()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const unsubscribe = link.onConnected((connected) => connected && end())
    signal.addEventListener('abort', end, { once: true })
  })
}
