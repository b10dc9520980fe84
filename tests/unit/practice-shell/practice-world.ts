import { type FileStat, type FileTree, FileTreeError } from '../../../main/practice/engine/file-tree.ts'
import { startProgram } from '../../../main/practice/shell/start-program.ts'
import type { PracticeProcess, ProgramConsole, ShellWorld } from '../../../main/practice/shell/world.ts'

const madeAt = Date.UTC(2026, 9, 30, 5, 12, 33)

/** A few files in memory, by upper-case path. */
export class SmallTree implements FileTree {
  readonly #nodes = new Map<string, FileStat & { bytes: Uint8Array; path: string }>()

  constructor(files: Readonly<Record<string, string | null>> = {}) {
    this.#put('C:\\', null)
    for (const [path, text] of Object.entries(files))
      this.#put(path, text === null ? null : new TextEncoder().encode(text))
  }

  #put(path: string, bytes: Uint8Array | null): void {
    const name = path.slice(path.lastIndexOf('\\') + 1)
    const kind = bytes ? ('file' as const) : ('folder' as const)
    const key = path.toUpperCase()
    const before = this.#nodes.get(key)?.name ?? name
    const node = {
      path,
      name: before,
      kind,
      size: bytes?.length ?? 0,
      modifiedAt: madeAt,
      readOnly: false,
      hidden: false,
    }
    this.#nodes.set(key, { ...node, bytes: bytes ?? new Uint8Array() })
  }

  #parent(path: string): string {
    const at = path.lastIndexOf('\\')
    return at <= 2 ? 'C:\\' : path.slice(0, at)
  }

  #check(path: string): void {
    if (/[<>|?*"]/.test(path)) throw new FileTreeError('invalid-name', path)
    if (this.stat(this.#parent(path))?.kind !== 'folder') throw new FileTreeError('path-not-found', path)
  }

  stat(path: string): FileStat | null {
    return this.#nodes.get(path.toUpperCase()) ?? null
  }

  list(path: string): FileStat[] {
    if (this.stat(path)?.kind !== 'folder') throw new FileTreeError('path-not-found', path)
    const key = path.toUpperCase()
    return [...this.#nodes.entries()]
      .filter(([it, node]) => node.name !== '' && this.#parent(it) === key)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, node]) => node)
  }

  read(path: string): Uint8Array {
    this.#check(path)
    const node = this.#nodes.get(path.toUpperCase())
    if (!node) throw new FileTreeError('not-found', path)
    if (node.kind === 'folder') throw new FileTreeError('is-folder', path)
    return node.bytes
  }

  write(path: string, bytes: Uint8Array): void {
    this.#check(path)
    if (this.stat(path)?.kind === 'folder') throw new FileTreeError('is-folder', path)
    this.#put(path, bytes)
  }

  append(path: string, bytes: Uint8Array): void {
    this.write(path, Buffer.concat([this.stat(path) ? this.read(path) : new Uint8Array(), bytes]))
  }

  makeFolder(path: string): void {
    this.#check(path)
    if (this.stat(path)) throw new FileTreeError('exists', path)
    this.#put(path, null)
  }

  remove(path: string, recursive = false): void {
    if (!this.stat(path)) throw new FileTreeError('not-found', path)
    const below = [...this.#nodes.keys()].filter((it) => it.startsWith(`${path.toUpperCase()}\\`))
    if (below.length > 0 && !recursive) throw new FileTreeError('not-empty', path)
    for (const key of [...below, path.toUpperCase()]) this.#nodes.delete(key)
  }

  rename(from: string, to: string): void {
    this.#check(to)
    const node = this.#nodes.get(from.toUpperCase())
    if (!node) throw new FileTreeError('not-found', from)
    if (this.stat(to) && from.toUpperCase() !== to.toUpperCase()) throw new FileTreeError('exists', to)
    const moved = [...this.#nodes.values()].filter((it) =>
      `${it.path}\\`.toUpperCase().startsWith(`${from}\\`.toUpperCase()),
    )
    this.remove(from, true)
    for (const it of moved) this.#put(to + it.path.slice(from.length), it.kind === 'file' ? it.bytes : null)
  }
}

function process(pid: number, name: string, more: Partial<PracticeProcess> = {}): PracticeProcess {
  return {
    pid,
    parent: 0,
    name,
    session: 3,
    user: 'ContainerAdministrator',
    startedAt: madeAt,
    handles: 70,
    threads: 2,
    workingSet: 4_000_000,
    privateBytes: 1_500_000,
    pagedPool: 30_000,
    cpuTime: 31,
    ...more,
  }
}

export interface PracticeWorld extends ShellWorld {
  readonly running: PracticeProcess[]
}

export function practiceWorld(change: Partial<ShellWorld> & { files?: FileTree } = {}): PracticeWorld {
  const running = [
    process(0, 'Idle', { session: 0, workingSet: 8192, cpuTime: 0, handles: 0, privateBytes: 61_440, pagedPool: 0 }),
    process(4, 'System', { session: 0, workingSet: 147_456, handles: 1532, privateBytes: 196_608 }),
    process(1180, 'CExecSvc.exe', { handles: 94, workingSet: 5_500_000 }),
    process(1432, 'cmd.exe', { handles: 71 }),
  ]
  let last = 1500
  const nextPid = () => {
    last += 4
    return last
  }
  return {
    windows: {
      build: 20348,
      revision: 2700,
      productName: 'Windows Server 2022 Datacenter',
      editionId: 'ServerDatacenter',
      installationType: 'Server Core',
      buildLabEx: '20348.1.amd64fre.fe_release.210507-1500',
    },
    isolation: 'process',
    hasPowerShell: true,
    hostName: '5d41402abc4b',
    user: 'ContainerAdministrator',
    files: new SmallTree({
      'C:\\License.txt': 'x'.repeat(5510),
      'C:\\Program Files': null,
      'C:\\Users': null,
      'C:\\Users\\Public': null,
      'C:\\Windows': null,
      'C:\\Windows\\System32': null,
    }),
    adapters: [
      {
        name: 'vEthernet (Ethernet)',
        description: 'Hyper-V Virtual Ethernet Container Adapter',
        mac: '00-15-5D-8A-30-1B',
        ipv4: '172.27.96.11',
        prefixLength: 20,
        gateway: '172.27.96.1',
        ipv6: 'fe80::9c0e:5a1d:7c2b:4f61%21',
        dns: ['172.27.96.1', '10.0.0.2'],
        dnsSuffix: 'example.internal',
      },
    ],
    cpus: 2,
    memory: 1_073_741_824,
    bootedAt: madeAt,
    now: () => madeAt + 90_061_000,
    processes: () => running,
    startProcess(name, parent) {
      const started = process(nextPid(), name, { parent })
      running.push(started)
      return {
        process: started,
        end: () => {
          running.splice(running.indexOf(started), 1)
        },
      }
    },
    resolve: (name) => (name === 'web' ? '172.27.96.12' : null),
    answers: (address) => address === '172.27.96.12',
    ...change,
    running,
  }
}

/** A console whose keys a test sends and whose output it reads. */
export class TestConsole implements ProgramConsole {
  output = ''
  errors = ''
  readonly tty: boolean
  readonly #chunks: Uint8Array[] = []
  #ended = false
  #wake = () => {}
  #listeners = new Set<() => void>()
  #size = { columns: 80, rows: 25 }
  readonly #stop = new AbortController()
  readonly #watchers = new Set<() => void>()
  readonly #decoder = new TextDecoder()

  constructor(tty: boolean) {
    this.tty = tty
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  get input(): AsyncIterable<Uint8Array> {
    const take = () => this.#take()
    return {
      [Symbol.asyncIterator]: () => ({
        next: take,
        return: async () => ({ done: true as const, value: undefined }),
      }),
    }
  }

  async #take(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      const value = this.#chunks.shift()
      if (value) return { done: false, value }
      if (this.#ended) return { done: true, value: undefined }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async write(text: string | Uint8Array, stream: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
    const shown = typeof text === 'string' ? text : this.#decoder.decode(text)
    if (stream === 'stdout') this.output += shown
    else this.errors += shown
    for (const watcher of [...this.#watchers]) watcher()
  }

  size() {
    return this.#size
  }

  resize(columns: number, rows: number): void {
    this.#size = { columns, rows }
    for (const listener of this.#listeners) listener()
  }

  onResize(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  send(keys: string | Uint8Array): void {
    this.#chunks.push(typeof keys === 'string' ? new TextEncoder().encode(keys) : keys)
    this.#wake()
  }

  close(): void {
    this.#ended = true
    this.#wake()
  }

  kill(): void {
    this.#stop.abort()
  }

  /** Waits until the output since `from` holds the text; gives what is behind it. */
  async until(text: string, from = 0): Promise<void> {
    if (this.output.includes(text, from)) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no ${JSON.stringify(text)} in ${JSON.stringify(this.output.slice(from))}`)),
        4000,
      )
      const watch = () => {
        if (!this.output.includes(text, from)) return
        clearTimeout(timer)
        this.#watchers.delete(watch)
        resolve()
      }
      this.#watchers.add(watch)
    })
  }
}

export interface Ran {
  output: string
  errors: string
  code: number
}

/** Runs a program without a console to its end. */
export async function run(argv: readonly string[], world: ShellWorld = practiceWorld(), input = ''): Promise<Ran> {
  const console = new TestConsole(false)
  if (input !== '') console.send(input)
  console.close()
  const code = await startProgram(argv, world, console, { environment: environment(), folder: 'C:\\', pid: 1432 })
  return { output: console.output, errors: console.errors, code }
}

export function environment(): Map<string, string> {
  return new Map([
    ['COMPUTERNAME', '5d41402abc4b'],
    ['ComSpec', 'C:\\Windows\\system32\\cmd.exe'],
    ['Path', 'C:\\Windows\\system32;C:\\Windows'],
    ['USERNAME', 'ContainerAdministrator'],
  ])
}

/** A program at a console, and how to type at it: each `type` gives what came back, up to the next prompt. */
export function session(argv: readonly string[], world: ShellWorld = practiceWorld(), prompt = '>') {
  const console = new TestConsole(true)
  const ended = startProgram(argv, world, console, { environment: environment(), folder: 'C:\\', pid: 1432 })
  let seen = 0
  return {
    console,
    ended,
    /** Sends keys and waits for a text behind them. */
    async type(keys: string, wait = prompt): Promise<string> {
      const from = console.output.length
      seen = from
      console.send(keys)
      await console.until(wait, from)
      await settle()
      return console.output.slice(seen)
    },
  }
}

/** Lets everything that is due run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}
