import type { Running } from './program.ts'

/**
 * Runs something that Ctrl-C at the program's console ends, as does the program's own end; without a console only the
 * latter does.
 */
export async function interruptible<T>(
  running: Pick<Running, 'terminal' | 'interrupt'>,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const stop = () => controller.abort()
  running.interrupt.addEventListener('abort', stop, { once: true })
  if (running.interrupt.aborted) stop()
  const release = running.terminal?.onInterrupt(stop)
  try {
    return await run(controller.signal)
  } finally {
    release?.()
    running.interrupt.removeEventListener('abort', stop)
  }
}
