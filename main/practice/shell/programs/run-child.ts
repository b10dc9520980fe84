import { endsBy } from '../process-ends.ts'
import { controlCExit, type Found, type Running } from '../program.ts'
import type { Stdio } from '../stdio.ts'

interface ChildOptions {
  readonly argv: readonly string[]
  readonly session: Pick<Running, 'world' | 'environment' | 'folder' | 'pid' | 'terminal' | 'programs'>
  readonly io: Stdio
  readonly interrupt: AbortSignal
  /** The arguments as they were written; cmd and powershell read them themselves. */
  readonly commandTail: string
}

/** Runs a program as a child process of a shell; it is in the process list as long as it runs. */
export async function runChild(found: Extract<Found, { kind: 'program' }>, options: ChildOptions): Promise<number> {
  const { session, argv, io, interrupt, commandTail } = options
  const child = session.world.startProcess(found.file, session.pid)
  const life = new AbortController()
  const stop = () => life.abort()
  interrupt.addEventListener('abort', stop, { once: true })
  if (interrupt.aborted) stop()
  let killed: number | null = null
  endsBy(child.process, (code) => {
    killed = code
    stop()
  })
  try {
    const code = await found.run({
      argv,
      commandTail,
      programs: session.programs,
      world: session.world,
      environment: session.environment.copy(),
      folder: session.folder,
      pid: child.process.pid,
      terminal: session.terminal,
      io,
      interrupt: life.signal,
    })
    return killed ?? (interrupt.aborted ? controlCExit : code)
  } finally {
    interrupt.removeEventListener('abort', stop)
    child.end()
  }
}
