import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import { explain, explainText } from '../explain/explain.ts'
import type { CallError } from './call.ts'
import type { Verdict } from './step.ts'

/** A host's error records as a failure with cause and remedy; recognised by id and HRESULT before the localised text. */
export function explainErrors(errors: readonly CallError[]): Explained {
  const detail = errors.map(writeOut).join('\n\n')
  const known = explainText(detail)
  if (known?.code === 'disk-full') return { ...hostDiskFull, detail }
  if (known) return { ...known, detail }
  return {
    code: 'host-error',
    message: errors[0]?.message.split('\n')[0]?.trim() || 'The host reported an error without a text.',
    cause: 'Windows says so itself; Slipway does not know this error.',
    remedy: 'Mend what the text says, then run the step again, or skip it.',
    detail,
  }
}

/** The engine's remedy, to remove images, is none for a host that may have no engine yet. */
const hostDiskFull = {
  code: 'disk-full',
  message: 'The disk of the host is full.',
  cause: 'Windows unpacks what it adds onto its own drive, which has no room left.',
  remedy: 'Make room on the drive of Windows (Storage settings, or cleanmgr.exe), then run the step again.',
}

/** One error record as text: what people read, then what code goes by. */
function writeOut({ message, id, category, hresult }: CallError): string {
  const code = hresult === null ? '' : `0x${(hresult >>> 0).toString(16).padStart(8, '0')}`
  return [message.trim(), [id, category, code].filter((part) => part !== '').join(' · ')].filter(Boolean).join('\n')
}

/** Why a step's verdict ends a run. */
export function explainVerdict(verdict: Verdict): Explained {
  if (verdict.kind === 'unsupported') {
    return { code: verdict.code, message: verdict.because, cause: '', remedy: verdict.remedy, detail: '' }
  }
  if (verdict.kind === 'unknown') {
    const said = verdict.errors.length > 0 ? explainErrors(verdict.errors) : null
    return {
      code: 'not-readable',
      message: verdict.because ?? said?.message ?? 'The host’s state could not be read.',
      cause: verdict.because ? '' : (said?.cause ?? 'What was read lacks something that this step is judged by.'),
      remedy: verdict.remedy ?? said?.remedy ?? 'Look at the host yourself; skip the step if it is as it should be.',
      detail: [said?.detail, verdict.missing.length > 0 ? `Missing: ${verdict.missing.join(', ')}` : '']
        .filter(Boolean)
        .join('\n'),
    }
  }
  return {
    code: 'not-verified',
    message: 'The host did not change as it should have.',
    cause: 'The commands reported no error, but what is looked at afterwards is not as wanted.',
    remedy: 'Look at the output below; run the step again, or skip it.',
    detail: '',
  }
}

/** A session's own failure, or anything else that was thrown. */
export function explainThrown(error: unknown): Explained {
  return error instanceof SlipwayError ? error.explained : explain(error)
}
