import { splitCommandLine } from '../../command-line.ts'
import { runBatch } from '../batch.ts'
import type { Builtin } from '../session.ts'

export const cls: Builtin = async ({ io, session }) => {
  await io.out.write(session.terminal ? '\u001b[H\u001b[2J' : '\f')
  return 0
}

export const echo: Builtin = async ({ session, tail, io }) => {
  const text = tail.replace(/^[\s,;=/\\.:+(["\]]/, (it) => (it === '"' || it === '[' || it === ']' ? it : ''))
  const word = tail.trim().toLowerCase()
  if (/^\s*$/.test(tail)) await io.out.write(`ECHO is ${session.echo ? 'on' : 'off'}.\r\n`)
  else if (/^\s/.test(tail) && (word === 'on' || word === 'off')) session.echo = word === 'on'
  else await io.out.write(`${text}\r\n`)
  return 0
}

export const ver: Builtin = async ({ session, io }) => {
  const { build, revision } = session.world.windows
  await io.out.write(`\r\nMicrosoft Windows [Version 10.0.${build}.${revision}]\r\n`)
  return 0
}

export const vol: Builtin = async ({ io, tail }) => {
  if (/^\s*[abd-z]:/i.test(tail)) {
    await io.err.write('The system cannot find the path specified.\r\n')
    return 1
  }
  await io.out.write(volumeHeader)
  return 0
}

/** What vol and dir say of drive C. */
export const volumeHeader = ' Volume in drive C has no label.\r\n Volume Serial Number is 1CC3-7B0E\r\n'

export const title: Builtin = async ({ session, tail, io }) => {
  session.title = tail.trim()
  if (session.terminal) await io.out.write(`\u001b]0;${session.title.replace(/[\u0000-\u001f]/g, '')}\u0007`)
  return 0
}

export const rem: Builtin = async () => 0

export const exit: Builtin = async ({ session, tail }) => {
  const words = tail.trim().split(/\s+/).filter(Boolean)
  const leave = words[0]?.toLowerCase() === '/b'
  const code = leave ? words[1] : words[0]
  if (code !== undefined && /^[-+]?\d+$/.test(code)) session.errorLevel = Number(code) | 0
  if (leave && session.depth > 0) session.leaveBatch = true
  else session.exit = session.errorLevel
  return session.errorLevel
}

export const goto: Builtin = async ({ session, tail, io }) => {
  const label = /^\s*:?([^\s:]+)/.exec(tail)?.[1]
  if (label === undefined) {
    await io.err.write('No batch label specified to GOTO command.\r\n')
    return 1
  }
  if (session.depth > 0) session.goto = label.toLowerCase()
  return 0
}

export const pauseKey: Builtin = async ({ session, io, interrupt }) => {
  await io.out.write('Press any key to continue . . . ')
  if (session.terminal) await session.terminal.readKey(interrupt)
  else await io.input.readLine()
  await io.out.write('\r\n')
  return 0
}

export const call: Builtin = async ({ session, tail, io, interrupt }) => {
  const [, label, rest = ''] = /^\s*:(\S+)(.*)$/s.exec(tail) ?? []
  if (label === undefined) await session.run(session, tail, io, interrupt)
  else if (session.batch === null) {
    await io.err.write('Invalid attempt to call batch label outside of batch script.\r\n')
    session.errorLevel = 1
  } else {
    await runBatch(session, session.batch, [`:${label}`, ...splitCommandLine(rest)], io, interrupt, label.toLowerCase())
  }
  return session.errorLevel
}
