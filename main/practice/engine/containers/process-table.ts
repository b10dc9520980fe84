import type { PracticeProcess } from '../../shell/world.ts'
import type { EngineHost } from '../engine-host.ts'

const MB = 1024 * 1024

/** What runs in every Windows container beside its own program, with the usual sizes. */
const SYSTEM: readonly {
  name: string
  session?: number
  user?: string
  set: number
  own: number
  handles: number
  threads: number
}[] = [
  { name: 'smss.exe', set: 1.2, own: 0.4, handles: 52, threads: 2 },
  { name: 'csrss.exe', session: 1, set: 4.9, own: 1.4, handles: 168, threads: 10 },
  { name: 'wininit.exe', session: 1, set: 5.6, own: 1.1, handles: 130, threads: 2 },
  { name: 'services.exe', session: 1, set: 6.9, own: 2.6, handles: 212, threads: 4 },
  { name: 'lsass.exe', session: 1, set: 12.4, own: 4.4, handles: 740, threads: 8 },
  {
    name: 'fontdrvhost.exe',
    session: 1,
    user: 'Font Driver Host\\UMFD-1',
    set: 3.5,
    own: 1.2,
    handles: 36,
    threads: 5,
  },
  { name: 'svchost.exe', session: 1, set: 10.8, own: 3.9, handles: 380, threads: 9 },
  {
    name: 'svchost.exe',
    session: 1,
    user: 'NT AUTHORITY\\NETWORK SERVICE',
    set: 8.2,
    own: 2.7,
    handles: 296,
    threads: 8,
  },
  {
    name: 'svchost.exe',
    session: 1,
    user: 'NT AUTHORITY\\LOCAL SERVICE',
    set: 12.1,
    own: 4.5,
    handles: 402,
    threads: 12,
  },
  { name: 'svchost.exe', session: 1, set: 31.6, own: 14.2, handles: 1010, threads: 31 },
  { name: 'CExecSvc.exe', session: 1, set: 4.8, own: 0.9, handles: 82, threads: 3 },
]

/** Milliseconds of processor time a second, by program, where it is not 1. */
const BUSY: Readonly<Record<string, number>> = {
  'powershell.exe': 6,
  'ping.exe': 0.6,
  'cmd.exe': 0.4,
  'conhost.exe': 0.3,
  'smss.exe': 0.05,
}

/** The processes of one running container. Their figures move with the host's clock whenever they are read. */
export class ProcessTable {
  readonly #host: EngineHost
  readonly #onHost: boolean
  readonly #processes: PracticeProcess[] = []
  readonly #hostOnly: PracticeProcess[] = []
  #paused = false

  /** Process isolation puts every process on the host's list as well; Hyper-V isolation only the virtual machine's. */
  constructor(host: EngineHost, isolation: 'process' | 'hyperv', memory: number) {
    this.#host = host
    this.#onHost = isolation === 'process'
    if (!this.#onHost) {
      for (const name of ['vmwp.exe', 'vmmem']) {
        const set = name === 'vmmem' ? Math.min(memory, 320 * MB) : 14 * MB
        const user = 'NT VIRTUAL MACHINE\\Virtual Machine'
        const process = this.#make({
          name,
          session: 0,
          user,
          parent: 4,
          set,
          own: set * 0.9,
          handles: 300,
          threads: 14,
        })
        this.#hostOnly.push(process)
        host.processes.add(process)
      }
    }
    let parent = 0
    for (const { name, session = 0, user = 'NT AUTHORITY\\SYSTEM', set, own, handles, threads } of SYSTEM) {
      const process = this.#make({ name, session, user, parent, set: set * MB, own: own * MB, handles, threads })
      if (name === 'wininit.exe' || name === 'services.exe') parent = process.pid
      this.#add(process)
    }
  }

  list(): readonly PracticeProcess[] {
    return this.#processes
  }

  /** Starts a program; its console host comes with it when `console` is asked for. */
  start(name: string, user: string, parent: number, console = false): { process: PracticeProcess; end(): void } {
    const size = /^powershell/i.test(name) ? 62 : 4
    const process = this.#make({
      name,
      session: 1,
      user,
      parent,
      set: size * MB,
      own: size * 0.6 * MB,
      handles: 60,
      threads: 2,
    })
    const made = [process]
    this.#add(process)
    if (console) {
      const host = {
        name: 'conhost.exe',
        session: 1,
        user,
        parent: process.pid,
        set: 9 * MB,
        own: 5 * MB,
        handles: 108,
        threads: 5,
      }
      made.push(this.#make(host))
      this.#add(made[1] as PracticeProcess)
    }
    return {
      process,
      end: () => {
        for (const each of made) this.#remove(each)
      },
    }
  }

  /** Milliseconds of processor time of all processes, those that ended too. */
  cpuTime(): number {
    return this.#ended + this.#processes.reduce((sum, process) => sum + process.cpuTime, 0)
  }
  #ended = 0

  privateBytes(): number {
    return this.#processes.reduce((sum, process) => sum + process.privateBytes, 0)
  }

  workingSet(): number {
    return this.#processes.reduce((sum, process) => sum + process.workingSet, 0)
  }

  /** A paused virtual machine takes no processor time. */
  pause(paused: boolean): void {
    for (const process of this.#processes) void process.cpuTime
    this.#paused = paused
  }

  /** Ends them all: the container stopped. */
  close(): void {
    for (const process of [...this.#processes]) this.#remove(process)
    for (const process of this.#hostOnly.splice(0)) this.#host.processes.remove(process.pid)
  }

  #add(process: PracticeProcess): void {
    this.#processes.push(process)
    if (this.#onHost) this.#host.processes.add(process)
  }

  #remove(process: PracticeProcess): void {
    const index = this.#processes.indexOf(process)
    if (index < 0) return
    this.#ended += process.cpuTime
    this.#processes.splice(index, 1)
    if (this.#onHost) this.#host.processes.remove(process.pid)
  }

  #make(about: {
    name: string
    session: number
    user: string
    parent: number
    set: number
    own: number
    handles: number
    threads: number
  }): PracticeProcess {
    const now = () => this.#host.now()
    const pid = this.#host.processes.nextPid()
    const startedAt = now()
    const rate = BUSY[about.name] ?? 1
    let cpu = 12 + (pid % 40)
    let seen = startedAt
    const moving = (base: number) => {
      // A slow, small swing that is each process's own.
      const swing = Math.sin(now() / 7000 + pid) * 0.02 + Math.sin(now() / 1900 + pid * 3) * 0.01
      return Math.round((base * (1 + swing)) / 4096) * 4096
    }
    const process = {
      pid,
      parent: about.parent,
      name: about.name,
      session: about.session,
      user: about.user,
      startedAt,
      handles: about.handles,
      threads: about.threads,
      workingSet: about.set,
      privateBytes: about.own,
      pagedPool: Math.round(about.handles * 420),
      cpuTime: cpu,
    }
    // Own properties that move when they are read: a copy of the process keeps what it was.
    Object.defineProperties(process, {
      workingSet: { enumerable: true, get: () => moving(about.set) },
      privateBytes: { enumerable: true, get: () => moving(about.own) },
      cpuTime: {
        enumerable: true,
        get: () => {
          if (!this.#paused) cpu += (Math.max(0, now() - seen) / 1000) * rate
          seen = now()
          return Math.round(cpu)
        },
        set: (value: number) => {
          cpu = value
          seen = now()
        },
      },
    })
    return process
  }
}
