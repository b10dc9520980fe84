import { splitCommandLine } from '../../command-line.ts'
import { runChild } from '../../programs/run-child.ts'
import { emptySource, nullSink } from '../../stdio.ts'
import { restore } from '../batch.ts'
import type { Builtin } from '../session.ts'

/** The console's sixteen colours as SGR numbers of the foreground. */
const sgr = [30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97]

/** `color 0a`: background and foreground; the same digit twice is refused with error level 1 and nothing printed. */
export const color: Builtin = async ({ session, tail, io }) => {
  const word = tail.trim()
  if (word !== '' && !/^[0-9a-f]{1,2}$/i.test(word)) {
    await io.err.write(
      'Sets the default console foreground and background colors.\r\n\r\nCOLOR [attr]\r\n\r\n  attr        Specifies color attribute of console output\r\n',
    )
    return 1
  }
  const [back = '0', front = back] = word.length === 2 ? word : ['0', word || '7']
  if (back.toLowerCase() === front.toLowerCase()) return 1
  if (session.terminal) {
    const code = (digit: string) => sgr[Number.parseInt(digit, 16)] ?? 37
    await io.out.write(word === '' ? '\u001b[m' : `\u001b[${code(front)};${code(back) + 10}m`)
  }
  return 0
}

/** `prompt TEXT`; without text the first one again. */
export const prompt: Builtin = async ({ session, tail }) => {
  session.environment.set('PROMPT', tail.replace(/^[\s=]+/, '') || '$P$G')
  return 0
}

/** In a batch file: what is set from here on is put back at `endlocal`, or at the file's end. */
export const setlocal: Builtin = async ({ session }) => {
  if (session.depth > 0) session.kept.push(session.environment.entries())
  return 0
}

export const endlocal: Builtin = async ({ session }) => {
  if (session.depth > 0) restore(session)
  return 0
}

/**
 * `start ["title"] [/b] [/wait] program`: in a window of its own, of which a container shows nothing. Waits only with
 * `/wait`.
 */
export const start: Builtin = async ({ session, tail, io, interrupt }) => {
  let rest = tail.trim()
  if (/^"[^"]*"/.test(rest)) rest = rest.replace(/^"[^"]*"\s*/, '')
  let wait = false
  let shared = false
  for (;;) {
    const option =
      /^\/(wait|b|i|min|max|separate|shared|low|normal|high|realtime|d\s*(?:"[^"]*"|\S+))(?=\s|$)\s*/i.exec(rest)
    if (!option) break
    wait ||= /^wait$/i.test(option[1] ?? '')
    shared ||= /^b$/i.test(option[1] ?? '')
    rest = rest.slice(option[0].length)
  }
  const word = /^(?:"[^"]*"|\S+)/.exec(rest)?.[0] ?? 'cmd'
  const name = word.replaceAll('"', '')
  const commandTail = rest.slice(word.length)
  const found = session.programs.find(name, session)
  if (found?.kind !== 'program') {
    await io.err.write(`The system cannot find the file ${name}.\r\n`)
    return 9059
  }
  const own = shared ? { ...io, input: emptySource } : { input: emptySource, out: nullSink, err: nullSink }
  const run = runChild(found, {
    argv: [name, ...splitCommandLine(commandTail)],
    session: { ...session, terminal: null },
    io: own,
    interrupt,
    commandTail,
  })
  if (wait) return run
  run.catch(() => undefined)
  return 0
}
