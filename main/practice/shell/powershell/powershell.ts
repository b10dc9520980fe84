import { interruptible } from '../interruptible.ts'
import { controlCExit, type Program, type Running } from '../program.ts'
import { decodeText } from '../text-file.ts'
import { isFolder, resolvePath, statPath } from '../windows-path.ts'
import { completeWord } from './complete.ts'
import { PsParseError } from './parse-error.ts'
import { parseScript } from './parse-script.ts'
import { runScript } from './run-script.ts'
import type { PsSession } from './session.ts'

interface Options {
  command: string | null
  file: string | null
  logo: boolean
  stay: boolean
  /** Commands come from standard input. */
  fromInput: boolean
  refusal: string | null
}

/** powershell.exe's own arguments; they may be shortened, and what is no option is a command. */
function readOptions(argv: readonly string[]): Options {
  const options: Options = { command: null, file: null, logo: true, stay: false, fromInput: false, refusal: null }
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? ''
    const name = word.replace(/^(?:--?|\/)/, '').toLowerCase()
    const is = (full: string, least: number) => name.length >= least && full.startsWith(name)
    if (!/^[-/]/.test(word)) {
      options.command = argv.slice(at).join(' ')
      break
    }
    if (is('command', 1)) {
      const rest = argv.slice(at + 1)
      if (rest.length === 1 && rest[0] === '-') options.fromInput = true
      else options.command = rest.join(' ')
      break
    }
    if (is('file', 1)) {
      options.file = argv[at + 1] ?? ''
      break
    }
    if (name === 'ec' || is('encodedcommand', 1)) {
      options.command = Buffer.from(argv[++at] ?? '', 'base64').toString('utf16le')
    } else if (is('nologo', 3)) options.logo = false
    else if (is('noexit', 3)) options.stay = true
    else if (is('noprofile', 3) || is('noninteractive', 4) || name === 'sta' || name === 'mta') continue
    else if (
      name === 'ep' ||
      name === 'ex' ||
      is('executionpolicy', 2) ||
      is('windowstyle', 1) ||
      is('version', 1) ||
      is('inputformat', 2) ||
      is('outputformat', 1)
    )
      at++
    else {
      options.refusal = `${word} : The term '${word}' is not recognized as the name of a cmdlet, function, script file, or operable program.\r\n`
      break
    }
  }
  return options
}

function banner(running: Running): string {
  const { build } = running.world.windows
  const year = build <= 14393 ? '2016 ' : ''
  const hint =
    build >= 20348
      ? 'Install the latest PowerShell for new features and improvements! https://aka.ms/PSWindows\r\n\r\n'
      : ''
  return `Windows PowerShell${build < 20348 ? ' ' : ''}\r\nCopyright (C) ${year}Microsoft Corporation. All rights reserved.\r\n\r\n${hint}`
}

/** `powershell`: Windows PowerShell 5.1, as much of it as the practice host has. */
export const powershell: Program = async (running) => {
  const options = readOptions(running.argv)
  const session: PsSession = {
    world: running.world,
    environment: running.environment.copy(),
    pid: running.pid,
    terminal: running.terminal,
    programs: running.programs,
    io: running.io,
    variables: new Map(),
    functions: new Map(),
    folder: isFolder(running.world.files, running.folder) ? running.folder : 'C:\\',
    lastExitCode: 0,
    succeeded: true,
    exit: null,
    history: [],
  }
  if (options.refusal !== null) {
    await running.io.err.write(options.refusal)
    return 1
  }
  if (options.file !== null) {
    const path = resolvePath(session.folder, options.file)
    if (statPath(session.world.files, path)?.kind !== 'file' || !/\.ps1$/i.test(path)) {
      const problem = statPath(session.world.files, path)
        ? `Processing -File '${options.file}' failed because the file does not have a '.ps1' extension. Specify a valid Windows PowerShell script file name, and then try again.`
        : `The argument '${options.file}' to the -File parameter does not exist. Provide the path to an existing '.ps1' file as an argument to the -File parameter.`
      await running.io.err.write(`${problem}\r\n`)
      return 0xfffd0000
    }
    options.command = decodeText(session.world.files.read(path)).replace(/^\ufeff/, '')
  }
  if (options.command !== null && !options.stay) {
    await runScript(session, options.command, running.interrupt)
    if (running.interrupt.aborted) return controlCExit
    if (session.exit !== null) return session.exit
    return options.file !== null || session.succeeded ? 0 : 1
  }
  if (options.logo && !options.fromInput && options.command === null) await running.io.out.write(banner(running))
  if (options.command !== null) await runScript(session, options.command, running.interrupt)
  return readLines(session, running, options.fromInput)
}

/** Lines of history that the console host keeps. */
const historyLimit = 4096

async function readLines(session: PsSession, running: Running, quiet: boolean): Promise<number> {
  const { terminal, io } = running
  let script = ''
  while (session.exit === null && !running.interrupt.aborted) {
    const prompt = script === '' ? `PS ${session.folder}> ` : '>> '
    let line: string
    if (terminal) {
      const result = await terminal.readLine(prompt, session.history, (text) => completeWord(session, text))
      if (result.kind === 'closed') return controlCExit
      if (result.kind === 'interrupt') {
        script = ''
        continue
      }
      line = result.text
    } else {
      if (!quiet) await io.out.write(prompt)
      const read = await io.input.readLine()
      if (read === null) break
      line = read
      if (!quiet) await io.out.write(`${line}\r\n`)
    }
    if (line.trim() !== '' && session.history.at(-1) !== line) session.history.push(line)
    if (session.history.length > historyLimit) session.history.shift()
    script = script === '' ? line : `${script}\n${line}`
    // An open brace or string goes on; an empty line ends it all the same.
    if (line.trim() !== '' && incomplete(script)) continue
    const text = script
    script = ''
    if (text.trim() !== '') await interruptible(running, (interrupt) => runScript(session, text, interrupt))
  }
  if (script !== '') await runScript(session, script, running.interrupt)
  if (running.interrupt.aborted) return controlCExit
  return session.exit ?? (terminal || session.succeeded ? 0 : 1)
}

function incomplete(script: string): boolean {
  try {
    parseScript(script)
    return false
  } catch (error) {
    return error instanceof PsParseError && error.incomplete
  }
}
