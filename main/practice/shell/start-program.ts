import { quoteArgument } from './command-line.ts'
import { Terminal } from './console/terminal.ts'
import { Environment } from './environment.ts'
import { interruptible } from './interruptible.ts'
import { endsBy } from './process-ends.ts'
import { controlCExit, type Running } from './program.ts'
import { programFinder } from './programs/find-program.ts'
import { LineSplitter, type Stdio } from './stdio.ts'
import { type ProgramConsole, ProgramNotFound, type StartProgram } from './world.ts'

/** Starts a program of a practice container; a batch file is run by cmd. */
export const startProgram: StartProgram = async (argv, world, console, options) => {
  const environment = new Environment(options.environment)
  const [name = ''] = argv
  const found = programFinder.find(name, { world, folder: options.folder, environment })
  const shell = found?.kind === 'batch' ? programFinder.find('cmd', { world, folder: 'C:\\', environment }) : found
  if (shell?.kind !== 'program') throw new ProgramNotFound(name)
  const own = found?.kind === 'batch' ? ['cmd', '/c', ...argv] : argv
  const commandTail = own
    .slice(1)
    .map((it) => ` ${quoteForShell(own[0] ?? '', it)}`)
    .join('')
  const terminal = console.tty ? new Terminal(console) : null
  const input = terminal ? null : console.input[Symbol.asyncIterator]()
  const life = new AbortController()
  const stop = () => life.abort()
  console.signal.addEventListener('abort', stop, { once: true })
  if (console.signal.aborted) stop()
  let killed: number | null = null
  const base: Running = {
    argv: own,
    commandTail,
    programs: programFinder,
    world,
    environment,
    folder: options.folder,
    pid: options.pid,
    terminal,
    io: terminal ? terminalStdio(terminal) : pipeStdio(console, input),
    interrupt: life.signal,
  }
  const process = world.processes().find((it) => it.pid === options.pid)
  if (process) {
    endsBy(process, (code) => {
      killed = code
      stop()
    })
  }
  try {
    if (terminal) await terminal.write(`\u001b[2J\u001b[m\u001b[H\u001b]0;${shell.path}\u0007`)
    // A shell hands Ctrl-C to what it runs; any other program is ended by it.
    const shellItself = /^(cmd|powershell)\.exe$/i.test(shell.file)
    const run = (interrupt: AbortSignal) => shell.run({ ...base, interrupt })
    const code = await untilAborted(
      shellItself && interactive(commandTail) ? run(life.signal) : interruptible(base, run),
      life.signal,
    )
    return killed ?? code
  } finally {
    console.signal.removeEventListener('abort', stop)
    terminal?.end()
    void input?.return?.()?.catch(() => {})
  }
}

/** False for `cmd /c …` and `powershell -Command …`: these end at Ctrl-C. */
function interactive(tail: string): boolean {
  return !/(^|\s)(\/[cr]|-(c|command|f|file|e|ec|enc|encodedcommand))(\s|$)/i.test(tail)
}

/** A killed container does not wait for a program that hangs on its output. */
async function untilAborted(code: Promise<number>, signal: AbortSignal): Promise<number> {
  if (signal.aborted) return controlCExit
  let stop: () => void = () => {}
  const aborted = new Promise<number>((resolve) => {
    stop = () => setTimeout(() => resolve(controlCExit), 250)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([code, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** cmd reads its line itself and knows no escaped quotes: its command stays as it was given. */
function quoteForShell(program: string, argument: string): string {
  return /(^|\\)cmd(\.exe)?$/i.test(program)
    ? /\s/.test(argument) && !argument.includes('"')
      ? `"${argument}"`
      : argument
    : quoteArgument(argument)
}

function terminalStdio(terminal: Terminal): Stdio {
  return {
    input: {
      async readLine() {
        const result = await terminal.readLine('')
        // Ctrl-Z at the line's start is the end of input.
        return result.kind === 'line' && !result.text.startsWith('\u001a') ? result.text : null
      },
    },
    out: { write: (text) => terminal.write(text) },
    err: { write: (text) => terminal.write(text) },
  }
}

function pipeStdio(console: ProgramConsole, input: AsyncIterator<Uint8Array> | null): Stdio {
  const decoder = new TextDecoder('utf-8')
  const next = async () => {
    try {
      const step = await input?.next()
      return !step || step.done ? null : decoder.decode(step.value, { stream: true })
    } catch {
      return null
    }
  }
  return {
    input: new LineSplitter(next),
    out: { write: (text) => console.write(text, 'stdout') },
    err: { write: (text) => console.write(text, 'stderr') },
  }
}
