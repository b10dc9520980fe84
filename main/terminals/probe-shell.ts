import type Docker from 'dockerode'
import type { Shell } from '../../preload/contract/terminals.ts'
import { demandAwake, readContainer } from './container-facts.ts'

/** A shell that does not answer within this time is taken for missing. */
const ANSWERS_WITHIN_MS = 20_000

interface Candidate extends Shell {
  /** A run that changes nothing and ends at once with code 0. */
  harmless: string[]
}

const POWERSHELL = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', 'exit 0']

const WINDOWS: Candidate[] = [
  { id: 'pwsh', label: 'PowerShell', command: ['pwsh', '-NoLogo'], harmless: ['pwsh', ...POWERSHELL] },
  {
    id: 'powershell',
    label: 'Windows PowerShell',
    command: ['powershell', '-NoLogo'],
    harmless: ['powershell', ...POWERSHELL],
  },
  { id: 'cmd', label: 'Command Prompt', command: ['cmd'], harmless: ['cmd', '/d', '/c', 'exit 0'] },
  { id: 'bash', label: 'bash', command: ['bash'], harmless: ['bash', '--norc', '-c', 'exit 0'] },
]

const LINUX: Candidate[] = [
  { id: 'bash', label: 'bash', command: ['bash'], harmless: ['bash', '--norc', '-c', 'exit 0'] },
  { id: 'sh', label: 'sh', command: ['sh'], harmless: ['sh', '-c', 'exit 0'] },
  { id: 'pwsh', label: 'PowerShell', command: ['pwsh', '-NoLogo'], harmless: ['pwsh', ...POWERSHELL] },
]

/**
 * Which shells a container has, best first; found by running each, as Nano Server has no PowerShell and many images
 * have no shell at all. Remembered per engine and image id: what an image holds does not change.
 */
export class ShellProbe {
  readonly #known = new Map<string, Promise<Shell[]>>()

  async probe(machine: string, client: Docker, container: string): Promise<Shell[]> {
    const facts = await readContainer(client, container)
    const key = `${machine} ${facts.imageId}`
    const known = this.#known.get(key)
    if (known) return known
    demandAwake(facts, machine)
    const found = findShells(client.getContainer(facts.id), facts.windows ? WINDOWS : LINUX)
    this.#known.set(key, found)
    found.catch(() => this.#known.delete(key))
    return found
  }
}

async function findShells(container: Docker.Container, candidates: Candidate[]): Promise<Shell[]> {
  const works = await Promise.all(candidates.map(({ harmless }) => endsWithZero(container, harmless)))
  return candidates.filter((_, at) => works[at]).map(({ id, label, command }) => ({ id, label, command }))
}

/** A missing program is an error of the start on some engines and exit code 126 or 127 on others. */
async function endsWithZero(container: Docker.Container, command: string[]): Promise<boolean> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), ANSWERS_WITHIN_MS)
  try {
    const exec = await container.exec({
      Cmd: command,
      AttachStdout: true,
      AttachStderr: true,
      abortSignal: abort.signal,
    })
    const stream = await exec.start({ Detach: false, Tty: false, abortSignal: abort.signal })
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject)
      stream.on('end', resolve)
      stream.on('close', resolve)
      stream.resume()
    })
    return (await exec.inspect({ abortSignal: abort.signal })).ExitCode === 0
  } catch (error) {
    if (meansMissing(error) || abort.signal.aborted) return false
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function meansMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !('statusCode' in error)) return false
  return error.statusCode === 400 || error.statusCode === 500
}
