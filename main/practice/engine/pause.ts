/** Waits so many milliseconds, or until the signal aborts: then it resolves at once, for the caller to look at the signal. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', settle)
      done()
    }
    const timer = setTimeout(settle, milliseconds)
    signal.addEventListener('abort', settle)
    if (signal.aborted) settle()
  })
}
