/** A key of the keyboard: a character that it types, or its name. */
export type Key = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'key'; readonly name: KeyName }

export type KeyName =
  | 'enter'
  | 'escape'
  | 'backspace'
  | 'delete'
  | 'insert'
  | 'tab'
  | 'back-tab'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | 'word-left'
  | 'word-right'
  | 'delete-to-start'
  | 'delete-to-end'
  | 'recall-last'
  | 'interrupt'
  | 'end-of-file'

const control: ReadonlyMap<number, KeyName> = new Map([
  [0x03, 'interrupt'],
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0a, 'enter'],
  [0x0d, 'enter'],
  [0x1a, 'end-of-file'],
  [0x7f, 'backspace'],
])

const finals: Readonly<Record<string, KeyName>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'back-tab',
  R: 'recall-last',
}
const ctrlFinals: Readonly<Record<string, KeyName>> = {
  C: 'word-right',
  D: 'word-left',
  H: 'delete-to-start',
  F: 'delete-to-end',
}
const tildes: Readonly<Record<string, KeyName>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  13: 'recall-last',
}

/** The longest control sequence that is waited for; longer ones are thrown away. */
const sequenceLimit = 64

/**
 * Reads keys from the bytes that a terminal sends. Characters and control sequences may be split between chunks. A lone
 * escape at a chunk's end is kept: call `flush` when nothing has followed for a moment.
 */
export class KeyParser {
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''

  /** True when an escape waits for what follows it. */
  get waiting(): boolean {
    return this.#rest !== ''
  }

  push(chunk: Uint8Array): Key[] {
    return this.#parse(this.#rest + this.#decoder.decode(chunk, { stream: true }))
  }

  /** Nothing followed: what waits was the Escape key (a begun sequence is dropped). */
  flush(): Key[] {
    const was = this.#rest
    this.#rest = ''
    return was === '\u001b' ? [{ kind: 'key', name: 'escape' }] : []
  }

  #parse(text: string): Key[] {
    const keys: Key[] = []
    let at = 0
    this.#rest = ''
    while (at < text.length) {
      if (text[at] === '\u001b') {
        const sequence = takeSequence(text, at)
        if (sequence === null) {
          this.#rest = text.length - at > sequenceLimit ? '' : text.slice(at)
          break
        }
        at += sequence.length
        if (sequence.key) keys.push({ kind: 'key', name: sequence.key })
        continue
      }
      const point = text.codePointAt(at) ?? 0
      const character = String.fromCodePoint(point)
      at += character.length
      const name = control.get(point)
      // CR LF of pasted text is one Enter.
      if (point === 0x0a && text[at - 2] === '\r') continue
      if (name) keys.push({ kind: 'key', name })
      else if (point >= 0x20 && point !== 0xfeff && !(point >= 0x80 && point < 0xa0))
        keys.push({ kind: 'text', text: character })
    }
    return keys
  }
}

/** The sequence at an escape: its length and the key that it means, if any; null when its end is not there yet. */
function takeSequence(text: string, at: number): { length: number; key?: KeyName } | null {
  const second = text[at + 1]
  if (second === undefined) return null
  if (second === 'O') {
    const final = text[at + 2]
    return final === undefined ? null : { length: 3, key: finals[final] }
  }
  if (second === '[') {
    let end = at + 2
    while (end < text.length && /[0-9;:<=>?!"#$%&'()*+,\-./ ]/.test(text[end] ?? '')) end++
    const final = text[end]
    if (final === undefined) return null
    return { length: end + 1 - at, key: meaning(text.slice(at + 2, end), final) }
  }
  if (second === ']' || second === 'P') {
    // Answers to questions that this console never asks: skipped whole.
    for (let end = at + 2; end < text.length; end++) {
      if (text[end] === '\u0007') return { length: end + 1 - at }
      if (text[end] === '\u001b' && text[end + 1] === '\\') return { length: end + 2 - at }
    }
    return null
  }
  return { length: 1, key: 'escape' }
}

function meaning(parameters: string, final: string): KeyName | undefined {
  const [first = '', second = ''] = parameters.split(';')
  if (final === '~') return second === '5' && first === '3' ? 'delete-to-end' : tildes[first]
  if (second === '5') return ctrlFinals[final] ?? finals[final]
  return finals[final]
}
