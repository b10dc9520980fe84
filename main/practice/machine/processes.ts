import type { PracticeProcess } from '../shell/world.ts'
import type { MachineState } from './state.ts'

const MB = 2 ** 20

/** What runs on every Windows machine: name, session, user, working set in MB. */
const system: readonly (readonly [string, number, string, number])[] = [
  ['System', 0, 'NT AUTHORITY\\SYSTEM', 0.1],
  ['smss.exe', 0, 'NT AUTHORITY\\SYSTEM', 1.2],
  ['csrss.exe', 0, 'NT AUTHORITY\\SYSTEM', 5.4],
  ['wininit.exe', 0, 'NT AUTHORITY\\SYSTEM', 6.8],
  ['services.exe', 0, 'NT AUTHORITY\\SYSTEM', 9.6],
  ['lsass.exe', 0, 'NT AUTHORITY\\SYSTEM', 16.4],
  ['svchost.exe', 0, 'NT AUTHORITY\\SYSTEM', 24.5],
  ['svchost.exe', 0, 'NT AUTHORITY\\NETWORK SERVICE', 13.1],
  ['svchost.exe', 0, 'NT AUTHORITY\\LOCAL SERVICE', 18.7],
  ['MsMpEng.exe', 0, 'NT AUTHORITY\\SYSTEM', 182.3],
  ['WmiPrvSE.exe', 0, 'NT AUTHORITY\\NETWORK SERVICE', 21.0],
  ['csrss.exe', 1, 'NT AUTHORITY\\SYSTEM', 4.9],
  ['winlogon.exe', 1, 'NT AUTHORITY\\SYSTEM', 10.2],
  ['dwm.exe', 1, 'Window Manager\\DWM-1', 44.8],
]

const byService: Readonly<Record<string, readonly [string, number]>> = {
  docker: ['dockerd.exe', 88],
  vmcompute: ['vmcompute.exe', 11],
  vmms: ['vmms.exe', 42],
}

function entry(
  pid: number,
  name: string,
  session: number,
  user: string,
  set: number,
  startedAt: number,
): PracticeProcess {
  const bytes = Math.round(set * MB)
  return {
    pid,
    parent: pid === 4 ? 0 : 4,
    name,
    session,
    user,
    startedAt,
    handles: 120 + (pid % 300),
    threads: 4 + (pid % 12),
    workingSet: bytes,
    privateBytes: Math.round(bytes * 0.6),
    pagedPool: 96 * 1024,
    cpuTime: pid % 900,
  }
}

/** The processes of a machine without those of containers: the same at every look, until a service starts or stops. */
export function machineProcesses(machine: MachineState): PracticeProcess[] {
  const found = system.map(([name, session, user, set], index) =>
    entry(index === 0 ? 4 : 300 + index * 132, name, session, user, set, machine.bootedAt),
  )
  for (const [index, [service, [name, set]]] of Object.entries(byService).entries())
    if (machine.services[service]?.status === 'Running')
      found.push(entry(2508 + index * 84, name, 0, 'NT AUTHORITY\\SYSTEM', set, machine.bootedAt))
  const servicing = machine.work.some(({ call }) => /(?:Windows|Optional)Feature$/i.test(call.run))
  if (servicing) found.push(entry(2928, 'TiWorker.exe', 0, 'NT AUTHORITY\\SYSTEM', 61, machine.bootedAt))
  return found
}

/** The process list of one machine, to which containers add theirs. They live in this process only. */
export class ProcessList {
  readonly #machine: () => MachineState
  readonly #added = new Map<number, PracticeProcess>()
  #next = 4096

  constructor(machine: () => MachineState) {
    this.#machine = machine
  }

  nextPid(): number {
    this.#next += 4
    return this.#next
  }

  add(process: PracticeProcess): void {
    this.#added.set(process.pid, process)
  }

  remove(pid: number): void {
    this.#added.delete(pid)
  }

  list(): readonly PracticeProcess[] {
    return [...machineProcesses(this.#machine()), ...this.#added.values()]
  }
}
