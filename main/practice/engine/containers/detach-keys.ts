import { EngineError } from '../route.ts'

/** ctrl-p, ctrl-q. */
const USUAL = [16, 17]

/** Bytes of a key sequence such as `ctrl-p,ctrl-q` or `a,b`; throws an EngineError 400 for another form, which an exec calls escape keys. */
export function detachKeys(text: string | null, name: 'detach' | 'escape' = 'detach'): number[] {
  if (text === null || text === '') return USUAL
  return text.split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0)
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1]
    if (control === undefined) {
      throw new EngineError(400, `Invalid ${name} keys (${text}) provided`)
    }
    return control.toUpperCase().charCodeAt(0) - 64
  })
}
