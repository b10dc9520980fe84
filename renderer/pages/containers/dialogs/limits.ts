import type { ShownAction } from '../../../../preload/contract/command-line/actions.ts'
import { parseSize } from '../../../../preload/contract/command-line/size.ts'
import type { Limits } from '../../../../preload/contract/containers.ts'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { formatMemory } from '../../../components/format.ts'
import { containerStrings } from '../../../strings/containers.ts'

const words = containerStrings.limits

export type PolicyName = NonNullable<Limits['restartPolicy']>['name']

/** The form as typed. */
export interface LimitsForm {
  cpus: string
  memory: string
  policy: PolicyName
  retries: string
}

export interface LimitsNow {
  /** Null without a limit. */
  cpus: number | null
  /** Bytes; 0 without a limit. */
  memory: number
  /** Bytes of memory and swap together as the engine has it; -1 without a limit. */
  memorySwap: number
  policy: PolicyName
  retries: number
}

export type LimitsProblems = Partial<Record<'cpus' | 'memory' | 'retries', string>>

/** The engine takes hundredths of a processor at least (moby daemon_unix.go: NanoCPUs). */
const FEWEST_CPUS = 0.01
/** The engine takes no memory limit below this (moby daemon/daemon_unix.go, linuxMinMemory). */
const SMALLEST_MEMORY = 6 * 2 ** 20

/** What differs from now, and what is wrong with what was typed. Memory is only changed, never taken away. */
export function readLimits(
  form: LimitsForm,
  now: LimitsNow,
  host: Pick<EngineFacts, 'cpus' | 'memory' | 'os'>,
): { limits: Limits; problems: LimitsProblems; changed: boolean } {
  const limits: Limits = {}
  const problems: LimitsProblems = {}
  if (host.os === 'linux') {
    const cpus = form.cpus.trim() === '' ? 0 : Number(form.cpus)
    if (Number.isNaN(cpus) || cpus > host.cpus || (form.cpus.trim() !== '' && cpus < FEWEST_CPUS)) {
      problems.cpus = words.cpusBad(host.cpus)
    } else if (cpus !== (now.cpus ?? 0)) limits.cpus = cpus
    const typed = form.memory.trim()
    if (typed !== '' || now.memory > 0) {
      const memory = parseSize(typed)
      if (memory === undefined || memory < SMALLEST_MEMORY) problems.memory = words.memoryBad
      else if (memory > host.memory) problems.memory = words.memoryTooBig(formatMemory(host.memory))
      else if (memory !== now.memory) limits.memory = memory
    }
  }
  const retries = Number(form.retries || '0')
  if (form.policy === 'on-failure' && !(Number.isInteger(retries) && retries >= 0)) problems.retries = words.retriesBad
  else if (form.policy !== now.policy || (form.policy === 'on-failure' && retries !== now.retries)) {
    limits.restartPolicy =
      form.policy === 'on-failure' ? { name: form.policy, maximumRetryCount: retries } : { name: form.policy }
  }
  return { limits, problems, changed: Object.keys(limits).length > 0 }
}

/** The same as a command. Swap goes with memory as main/engine/container-changes.ts sends it. */
export function limitsAction(container: string, limits: Limits, now: LimitsNow, hostCpus: number): ShownAction {
  const { cpus, memory, restartPolicy } = limits
  return {
    action: 'update',
    containers: [container],
    // Taking the limit away is giving all that the host has.
    cpus: cpus === undefined ? undefined : cpus || hostCpus,
    memory,
    memorySwap: memory === undefined ? undefined : swapWith(memory, now),
    restartPolicy,
  }
}

function swapWith(memory: number, now: LimitsNow): number {
  if (now.memorySwap < 0) return -1
  const chosen = now.memory > 0 && now.memorySwap > 0 && now.memorySwap !== 2 * now.memory
  return chosen ? memory + Math.max(0, now.memorySwap - now.memory) : 2 * memory
}
