import { randomUUID } from 'node:crypto'
import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import { readError } from './error-facts.ts'
import type { About, KnownFailure, Wording } from './known-failure.ts'
import { pastedForms, sampled } from './pasted.ts'
import { explainStatus } from './status.ts'
import { knownFailures } from './table.ts'

let report: (error: unknown, id: string) => void = () => undefined

/** Sets what is told of each failure that the table does not know, with the id that the person is shown. */
export function onUnknownFailure(listener: (error: unknown, id: string) => void): void {
  report = listener
}

/**
 * Any failure as a value with cause and remedy. A SlipwayError is taken as it is; what nobody foresaw becomes
 * `internal` with a log id, never a stack. `about` names what the call was for.
 */
export function explain(error: unknown, about: About = {}): Explained {
  if (error instanceof SlipwayError) return error.explained
  const facts = readError(error)
  if (facts.name === 'AbortError') return cancelled()
  if (facts.name === 'TimeoutError') return fromTable('timed-out', facts.text, about)
  const looked = [sampled(facts.text)]
  for (const failure of knownFailures) {
    const match = matchText(failure, looked)
    // Errno alone is enough only where it comes from a connection: the same ENOENT of a file means something else.
    const byCode = facts.code !== '' && facts.network && failure.errorCodes?.includes(facts.code)
    if (match || byCode) return word(failure, match, facts.text, about)
  }
  const answered = explainStatus(facts, about)
  if (answered) return answered
  const id = randomUUID().slice(0, 8)
  report(error, id)
  return {
    code: 'internal',
    message: 'Something went wrong inside Slipway.',
    cause: '',
    remedy: `Try again. If it stays, report it with the log id ${id}.`,
    detail: `Log id ${id}`,
  }
}

/** C7 Paste an error: what the table knows of a text, whoever printed it; null when it does not know it. */
export function explainText(text: string): Explained | null {
  const looked = pastedForms(text)
  for (const failure of knownFailures) {
    const match = matchText(failure, looked)
    if (match) return withoutPage(word(failure, match, text.trim(), {}))
  }
  return null
}

/** A pasted text belongs to no form whose setting could be changed: what the button would set is copied instead. */
function withoutPage(explained: Explained): Explained {
  const option = { 'use-hyperv': '--isolation=hyperv', force: '--force' }
  const kind = explained.action?.kind
  if (kind !== 'use-hyperv' && kind !== 'force') return explained
  return { ...explained, action: { kind: 'copy', label: `Copy the option ${option[kind]}`, text: option[kind] } }
}

/** The table's entry with this code, as a value; for services that recognise a failure by themselves. */
export function fromTable(code: string, detail: string, about: About = {}): Explained {
  const failure = knownFailures.find((known) => known.code === code)
  if (!failure) throw new Error(`The table of failures has no ${code}`)
  return word(failure, null, detail, about)
}

function cancelled(): Explained {
  return { code: 'cancelled', message: 'Cancelled.', cause: '', remedy: 'Start it again when you want it.', detail: '' }
}

function matchText(failure: KnownFailure, forms: readonly string[]): RegExpMatchArray | null {
  for (const pattern of failure.matches ?? []) {
    for (const form of forms) {
      const match = form.match(pattern)
      if (match) return match
    }
  }
  return null
}

function word(failure: KnownFailure, match: RegExpMatchArray | null, detail: string, about: About): Explained {
  const say = (wording: Wording) => (typeof wording === 'string' ? wording : wording(match, about))
  const action = failure.action?.(about, match)
  return {
    code: failure.code,
    message: say(failure.message),
    cause: say(failure.cause),
    remedy: say(failure.remedy),
    detail,
    ...(action ? { action } : {}),
  }
}
