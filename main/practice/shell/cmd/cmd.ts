import { interruptible } from '../interruptible.ts'
import { controlCExit, type Program, type Running } from '../program.ts'
import { isFolder } from '../windows-path.ts'
import { completeFile } from './complete.ts'
import { runLine } from './run.ts'
import type { CmdSession } from './session.ts'

/** The lines of history that the console keeps. */
const historyLimit = 50

/** `cmd`: `/c` and `/k` with a command, `/s`, `/q`, `/d`; without `/c` it reads lines until exit or the input's end. */
export const cmd: Program = async (running) => {
  const options = readTail(running.commandTail)
  const session: CmdSession = {
    world: running.world,
    environment: running.environment.copy(),
    pid: running.pid,
    terminal: running.terminal,
    folder: isFolder(running.world.files, running.folder) ? running.folder : 'C:\\',
    folders: [],
    echo: !options.quiet,
    errorLevel: 0,
    exit: null,
    leaveBatch: false,
    goto: null,
    batch: null,
    kept: [],
    title: 'cmd',
    history: [],
    depth: 0,
    programs: running.programs,
    run: runLine,
  }
  if (options.mode === 'run') {
    const code = await runLine(session, options.command, running.io, running.interrupt)
    return running.interrupt.aborted ? controlCExit : (session.exit ?? code)
  }
  if (options.mode === 'keep') await runLine(session, options.command, running.io, running.interrupt)
  else await running.io.out.write(banner(running))
  return readLines(session, running)
}

function banner({ world }: Running): string {
  const { build, revision } = world.windows
  const year = build <= 14393 ? '2016 ' : build <= 17763 ? '2018 ' : ''
  return `Microsoft Windows [Version 10.0.${build}.${revision}]\r\n(c) ${year}Microsoft Corporation. All rights reserved.\r\n`
}

interface Options {
  readonly mode: 'read' | 'run' | 'keep'
  readonly command: string
  readonly quiet: boolean
}

/** cmd's own arguments: the first of /c and /k takes the rest of the line, from which outer quotes may be taken off. */
function readTail(tail: string): Options {
  let rest = tail.trimStart()
  let strip = false
  let quiet = false
  for (;;) {
    const option = /^\/(s|q|d|a|u|[efv]:(?:on|off)|t:[0-9a-f]{1,2})(?=\s|\/|$)\s*/i.exec(rest)
    if (!option) break
    strip ||= option[1]?.toLowerCase() === 's'
    quiet ||= option[1]?.toLowerCase() === 'q'
    rest = rest.slice(option[0].length)
  }
  const mode = /^\/([ckr])\s*/i.exec(rest)
  if (!mode) return { mode: 'read', command: '', quiet }
  const command = unquoted(rest.slice(mode[0].length), strip)
  return { mode: mode[1]?.toLowerCase() === 'k' ? 'keep' : 'run', command, quiet }
}

/** `cmd /?` on quotes: kept when there are exactly two around a name without special characters, else the outer two go. */
function unquoted(text: string, strip: boolean): string {
  if (!text.startsWith('"')) return text
  const quotes = text.split('"').length - 1
  const end = text.lastIndexOf('"')
  const inner = text.slice(1, end)
  if (!strip && quotes === 2 && !/[&<>()@^|]/.test(inner) && /\s/.test(inner) && /\.(exe|com|bat|cmd)$/i.test(inner))
    return text
  return end > 0 ? inner + text.slice(end + 1) : text.slice(1)
}

async function readLines(session: CmdSession, running: Running): Promise<number> {
  const { terminal, io } = running
  let blank = true
  while (session.exit === null && !running.interrupt.aborted) {
    const before = blank ? '\r\n' : ''
    const prompt = session.echo ? `${before}${promptOf(session)}` : ''
    blank = true
    let line: string
    if (terminal) {
      const result = await terminal.readLine(prompt, session.history, (text) => completeFile(session, text))
      if (result.kind === 'closed') return controlCExit
      if (result.kind === 'interrupt') {
        session.errorLevel = controlCExit | 0
        blank = false
        continue
      }
      line = result.text
    } else {
      await io.out.write(prompt)
      const read = await io.input.readLine()
      if (read === null) break
      line = read
      // What is not typed on a console is shown by cmd itself.
      if (session.echo) await io.out.write(`${line}\r\n`)
    }
    if (line.trim() === '') {
      blank = false
      continue
    }
    if (session.history.at(-1) !== line) session.history.push(line)
    if (session.history.length > historyLimit) session.history.shift()
    await interruptible(running, async (interrupt) => {
      await runLine(session, line, io, interrupt)
      if (interrupt.aborted && !running.interrupt.aborted) await io.out.write('^C')
    })
  }
  return running.interrupt.aborted ? controlCExit : (session.exit ?? session.errorLevel)
}

/** The prompt that PROMPT describes. */
function promptOf(session: CmdSession): string {
  const codes: Record<string, string> = {
    P: session.folder,
    G: '>',
    L: '<',
    S: ' ',
    $: '$',
    _: '\r\n',
    N: 'C',
    B: '|',
    Q: '=',
    A: '&',
    C: '(',
    F: ')',
    E: '\u001b',
  }
  return (session.environment.get('PROMPT') ?? '$P$G').replace(
    /\$(.)/g,
    (_, code: string) => codes[code.toUpperCase()] ?? '',
  )
}
