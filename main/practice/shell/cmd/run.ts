import { FileTreeError } from '../../engine/file-tree.ts'
import { splitCommandLine } from '../command-line.ts'
import { controlCExit } from '../program.ts'
import { runChild } from '../programs/run-child.ts'
import { BrokenPipe, Pipe, type Stdio } from '../stdio.ts'
import { hasWildcard, isFolder, resolvePath, statPath } from '../windows-path.ts'
import { runBatch } from './batch.ts'
import { dateText, timeText } from './builtins/clock.ts'
import { builtins } from './builtins.ts'
import { expandVariables } from './expand.ts'
import { LoopProblem, rounds, withVariables } from './for-loop.ts'
import { helpText } from './help-texts.ts'
import { matches } from './matches.ts'
import { CmdSyntaxError, type IfTest, type Node, parseLine } from './parse.ts'
import { fileErrorText, redirected } from './redirect.ts'
import type { CmdSession } from './session.ts'

/** Runs one line as typed; what it prints goes to `io`. Resolves with what its last command returned. */
export async function runLine(
  session: CmdSession,
  line: string,
  io: Stdio,
  interrupt: AbortSignal,
  batch: readonly string[] | null = null,
): Promise<number> {
  let node: Node | null
  try {
    node = parseLine(expandVariables(line, (name) => variable(session, name), batch))
  } catch (error) {
    if (!(error instanceof CmdSyntaxError)) throw error
    session.errorLevel = 1
    await io.err.write(`${error.message}\r\n`)
    return 1
  }
  if (!node) return session.errorLevel
  try {
    return await runNode(session, node, io, interrupt)
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error
    return session.errorLevel
  }
}

function variable(session: CmdSession, name: string): string | undefined {
  const value = session.environment.get(name)
  if (value !== undefined) return value
  switch (name.toUpperCase()) {
    case 'ERRORLEVEL':
      return String(session.errorLevel | 0)
    case 'CD':
      return session.folder
    case 'RANDOM':
      return String(Math.floor(Math.random() * 32768))
    case 'DATE':
      return dateText(session.world.now())
    case 'TIME':
      return timeText(session.world.now())
    default:
      return undefined
  }
}

async function runNode(session: CmdSession, node: Node, io: Stdio, interrupt: AbortSignal): Promise<number> {
  if (interrupt.aborted || session.exit !== null || session.leaveBatch || session.goto !== null)
    return session.errorLevel
  switch (node.kind) {
    case 'join':
      return runJoin(session, node, io, interrupt)
    case 'group':
      return redirected(session, node.redirections, io, (inner) => runNode(session, node.body, inner, interrupt))
    case 'command':
      return redirected(session, node.redirections, io, (inner) => runCommand(session, node.text, inner, interrupt))
    case 'if': {
      const branch = holds(session, node.test) ? node.body : node.otherwise
      return branch ? runNode(session, branch, io, interrupt) : session.errorLevel
    }
    case 'for':
      return runFor(session, node, io, interrupt)
  }
}

async function runJoin(session: CmdSession, node: Extract<Node, { kind: 'join' }>, io: Stdio, interrupt: AbortSignal) {
  if (node.how === '|') return runPipe(session, node, io, interrupt)
  const left = await runNode(session, node.left, io, interrupt)
  if (node.how === '&&' && left !== 0) return left
  if (node.how === '||' && left === 0) return left
  return runNode(session, node.right, io, interrupt)
}

/** Both sides run at the same time, each as a cmd of its own, so that neither changes this one's folder. */
async function runPipe(session: CmdSession, node: Extract<Node, { kind: 'join' }>, io: Stdio, interrupt: AbortSignal) {
  const pipe = new Pipe()
  const side = () => ({ ...session, environment: session.environment.copy(), folders: [...session.folders] })
  const left = runNode(side(), node.left, { ...io, out: pipe }, interrupt)
    .catch((error) => {
      if (!(error instanceof BrokenPipe)) throw error
      return 0
    })
    .finally(() => pipe.close())
  try {
    const code = await runNode(side(), node.right, { ...io, input: pipe.source }, interrupt)
    session.errorLevel = code
    return code
  } finally {
    pipe.break()
    await left
  }
}

function holds(session: CmdSession, test: IfTest): boolean {
  return outcome(session, test) !== test.not
}

function outcome(session: CmdSession, test: IfTest): boolean {
  const left = test.left
  if (test.kind === 'exist') {
    const name = left.replaceAll('"', '')
    if (hasWildcard(name)) return matches(session.world.files, resolvePath(session.folder, name)).length > 0
    return statPath(session.world.files, resolvePath(session.folder, name)) !== null
  }
  if (test.kind === 'defined') return variable(session, left) !== undefined
  if (test.kind === 'errorlevel') return session.errorLevel >= Number(left)
  const [a, b] = test.ignoreCase ? [left.toLowerCase(), test.right.toLowerCase()] : [left, test.right]
  if (test.operator === '==') return a === b
  const numbers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b)
  const order = numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  const verdicts: Record<string, boolean> = {
    equ: order === 0,
    neq: order !== 0,
    lss: order < 0,
    leq: order <= 0,
    gtr: order > 0,
    geq: order >= 0,
  }
  return verdicts[test.operator] ?? false
}

async function runFor(session: CmdSession, node: Extract<Node, { kind: 'for' }>, io: Stdio, interrupt: AbortSignal) {
  let code = session.errorLevel
  try {
    for await (const values of rounds({ session, node, io, interrupt })) {
      if (interrupt.aborted || session.exit !== null) break
      code = await runNode(session, withVariables(node.body, values, session), io, interrupt)
    }
    return code
  } catch (error) {
    if (!(error instanceof LoopProblem)) throw error
    await io.err.write(error.message)
    session.errorLevel = 1
    return 1
  }
}

async function runCommand(session: CmdSession, written: string, io: Stdio, interrupt: AbortSignal): Promise<number> {
  const line = written.replace(/^[\s,;=]+/, '')
  if (line === '') return session.errorLevel
  if (/^[a-z]:\s*$/i.test(line)) {
    if (line[0]?.toUpperCase() === 'C') return session.errorLevel
    await io.err.write('The system cannot find the drive specified.\r\n')
    session.errorLevel = 1
    return 1
  }
  const help = /^([a-z]+)\s*\/\?/i.exec(line)
  const text = help ? helpText((help[1] ?? '').toLowerCase()) : null
  if (text !== null) {
    await io.out.write(text)
    session.errorLevel = 1
    return 1
  }
  const own = /^([a-z]+)(?=$|[\s,;=/\\.:+(["\]])/i.exec(line)
  const builtin = own ? builtins[(own[1] ?? '').toLowerCase()] : undefined
  if (own && builtin) {
    const name = (own[1] ?? '').toLowerCase()
    let code: number
    try {
      code = await builtin({ session, name, tail: line.slice(own[0].length), io, interrupt })
    } catch (error) {
      if (!(error instanceof FileTreeError)) throw error
      await io.err.write(`${fileErrorText(error)}\r\n`)
      code = 1
    }
    // These leave the error level of the command before them alone when they succeed.
    if (code !== 0 || !['echo', 'rem', 'title', 'cls', 'exit', 'goto', 'endlocal', 'pause', 'popd'].includes(name))
      session.errorLevel = code
    return code
  }
  return runExternal(session, line, io, interrupt)
}

async function runExternal(session: CmdSession, line: string, io: Stdio, interrupt: AbortSignal): Promise<number> {
  const name = /^(?:"[^"]*"?|[^\s",;=/])+(?:\/[^\s",;=]*)*/.exec(line)?.[0] ?? line
  const word = name.includes('/') && !/^[.\\a-z]:?.*\//i.test(name) ? (name.split('/')[0] ?? name) : name
  const wanted = word.replaceAll('"', '')
  const tail = line.slice(word.length)
  const found = session.programs.find(wanted, session)
  if (!found) {
    const known = statPath(session.world.files, resolvePath(session.folder, wanted)) !== null && /\\/.test(wanted)
    await io.err.write(
      known && isFolder(session.world.files, resolvePath(session.folder, wanted))
        ? 'Access is denied.\r\n'
        : `'${word}' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n`,
    )
    // The error level says 9009, the command itself has failed with 1: that is what `cmd /c` ends with.
    session.errorLevel = 9009
    return 1
  }
  if (found.kind === 'batch') {
    await runBatch(session, found.path, [wanted, ...splitCommandLine(tail)], io, interrupt)
    return session.errorLevel
  }
  const argv = [wanted, ...splitCommandLine(tail)]
  const code = await runChild(found, { argv, session, io, interrupt, commandTail: tail })
  session.errorLevel = code
  return interrupt.aborted ? controlCExit : code
}
