import type { Explained } from '../../preload/contract/explained.ts'
import type { ErrorFacts } from './error-facts.ts'
import type { About } from './known-failure.ts'

/**
 * An answer of the engine that the table has no text for: its own sentence is shown, with what the status means
 * (Engine API reference, "Errors"). Null when the engine did not answer at all.
 */
export function explainStatus({ status, text }: ErrorFacts, about: About): Explained | null {
  if (status === null || status < 400) return null
  // A proxy in front of the engine answers with a page of its own.
  const said = text === '' || text.startsWith('<') ? `The engine answered with status ${status}.` : text
  const answer = (code: string, cause: string, remedy: string): Explained => ({
    code,
    message: sentence(said),
    cause,
    remedy,
    detail: text,
  })
  if (status === 401 || status === 403)
    return answer(
      'refused-by-engine',
      'The engine or a plug-in of it does not allow this.',
      'Ask whoever runs the engine.',
    )
  if (status === 404)
    return answer(
      'not-found',
      'It was removed meanwhile, or the engine does not know this call.',
      'Look at the list again.',
    )
  if (status === 409)
    return answer('conflict', 'The state of what you act on does not allow it.', 'Look at its state, then try again.')
  if (status === 501)
    return answer('not-supported', 'This engine has no such function.', 'Use another way or another engine.')
  if (status === 503) {
    const action = about.machine ? { kind: 'reconnect' as const, machine: about.machine } : { kind: 'retry' as const }
    return {
      ...answer('engine-unavailable', 'The engine is not ready for this.', 'Wait a moment and try again.'),
      action,
    }
  }
  if (status < 500)
    return answer('refused-by-engine', 'The engine does not accept what was asked for.', 'Correct what the text names.')
  return answer('engine-error', 'The engine could not do it.', 'The text says why; the engine’s log may say more.')
}

function sentence(text: string): string {
  const line = text.split('\n', 1)[0] ?? text
  return line.charAt(0).toUpperCase() + line.slice(1)
}
