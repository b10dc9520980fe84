import {
  type ContainerSpec,
  containerSpecSchema,
  emptyContainerSpec,
  fitSpecToEngine,
  specProblems,
} from '../../../../preload/contract/container-spec.ts'
import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { parsePortSpec } from '../../../../preload/contract/grammar/ports.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { splitArgv } from './argv.ts'
import { type FormValues, memoryUnits, type PairRow } from './form-values.ts'
import { shellPartOf, takenPorts } from './row-problems.ts'
import { toPort, toVolume } from './rows.ts'

/** What hinders, at the field (and the row of a list) that it is about. */
export type FormProblem = { field: keyof FormValues; row?: number; message: string }
export type FormReading = { spec: ContainerSpec; problems: FormProblem[] }

/** Reads the whole form for an engine of that system: the spec as far as it is understood, and every problem. */
export function readForm(values: FormValues, os: EngineOs): FormReading {
  const problems: FormProblem[] = []
  const add = (field: keyof FormValues, message: string, row?: number): void => {
    problems.push(row === undefined ? { field, message } : { field, message, row })
  }
  const typed: ContainerSpec = {
    ...emptyContainerSpec(),
    image: values.image.trim(),
    command: readCommand(values, os, add),
    ...readEntrypoint(values, os, add),
    ...texts(values),
    interactive: values.interactive,
    tty: values.tty,
    isolation: values.isolation,
    ...readNumbers(values, os, add),
    environment: readPairRows(values.environment, 'environment', add),
    labels: readPairRows(values.labels, 'labels', add),
    restartPolicy: readRestart(values, add),
    autoRemove: values.autoRemove,
    dns: list(values.dns),
    privileged: values.privileged,
    readOnlyRootfs: values.readOnlyRootfs,
    init: values.init,
    capAdd: list(values.capAdd),
    capDrop: list(values.capDrop),
  }
  const ports = filled(values.ports.map(toPort))
  const volumes = filled(values.volumes.map(toVolume))
  const { spec } = fitSpecToEngine(
    { ...typed, ports: ports.map(({ text }) => text), volumes: volumes.map(({ text }) => text) },
    os,
  )
  values.volumes.forEach((row, index) => {
    const part = shellPartOf(row)
    if (part) add('volumes', words.shellPart(part), index)
  })
  for (const [index, port] of takenPorts(spec.ports)) add('ports', words.portTaken(port), ports[index]?.row)
  for (const server of spec.dns) if (!isAddress(server)) add('dns', words.notAnAddress(server))
  for (const { field, index, message } of specProblems(spec, os)) {
    if (field === 'image' && spec.image === '') add('image', words.imageMissing)
    else if (field === 'ports' && index !== undefined) add('ports', message, ports[index]?.row)
    else if (field === 'volumes' && index !== undefined) {
      const row = volumes[index]?.row
      if (!problems.some((known) => known.field === 'volumes' && known.row === row)) add('volumes', message, row)
    } else if (field === 'autoRemove') add('autoRemove', words.autoRemoveConflict)
    else add(formField(field), message)
  }
  const checked = containerSpecSchema.safeParse(spec)
  for (const issue of checked.error?.issues ?? []) {
    const field = formField(issue.path[0] as keyof ContainerSpec)
    if (!problems.some((problem) => problem.field === field)) add(field, words.notAccepted(issue.message))
  }
  return { spec, problems }
}

type Add = (field: keyof FormValues, message: string, row?: number) => void

function readCommand(values: FormValues, os: EngineOs, add: Add): string[] {
  const argv = splitArgv(values.command, os)
  if (argv.ok) return argv.value.words
  add('command', argv.problem.message)
  return []
}

function readEntrypoint(values: FormValues, os: EngineOs, add: Add): Pick<ContainerSpec, 'entrypoint'> {
  if (values.entrypointKind === 'image') return {}
  if (values.entrypointKind === 'none') return { entrypoint: [''] }
  const argv = splitArgv(values.entrypoint, os)
  if (!argv.ok) add('entrypoint', argv.problem.message)
  else if (argv.value.words.length > 0) return { entrypoint: argv.value.words }
  else add('entrypoint', words.entrypointMissing)
  return {}
}

const textFields = [
  'name',
  'hostname',
  'network',
  'user',
  'workingDirectory',
  'credentialSpec',
  'storageSize',
  'platform',
] as const

function texts(values: FormValues): Partial<Pick<ContainerSpec, (typeof textFields)[number]>> {
  const pairs = textFields.map((field) => [field, values[field].trim()] as const)
  return Object.fromEntries(pairs.filter(([, text]) => text !== ''))
}

function readNumbers(values: FormValues, os: EngineOs, add: Add): Partial<ContainerSpec> {
  const numbers: Partial<ContainerSpec> = {}
  const kind = os === 'windows' ? values.cpuKind : 'cpus'
  const cpu = numberOf(values.cpuAmount)
  if (cpu !== undefined) {
    if (kind === 'cpus') {
      // Docker takes hundredths of a processor at least (moby daemon_unix.go: NanoCPUs).
      if (cpu >= 0.01 && cpu <= 1024) numbers.cpus = cpu
      else add('cpuAmount', words.badCpus)
    } else if (kind === 'count') {
      if (Number.isInteger(cpu) && cpu >= 1) numbers.cpuCount = cpu
      else add('cpuAmount', words.badCpuCount)
    } else if (Number.isInteger(cpu) && cpu >= 1 && cpu <= 100) numbers.cpuPercent = cpu
    else add('cpuAmount', words.badCpuPercent)
  }
  const memory = numberOf(values.memory)
  if (memory !== undefined) {
    const bytes = Math.round(memory * memoryUnits[values.memoryUnit])
    if (!Number.isSafeInteger(bytes) || bytes <= 0) add('memory', words.badMemory)
    // The least that a Linux engine takes (moby daemon_unix.go: linuxMinMemory).
    else if (os === 'linux' && bytes < 6 * 2 ** 20) add('memory', words.tooLittleMemory)
    else numbers.memory = bytes
  }
  const stop = numberOf(values.stopTimeout)
  if (stop !== undefined) {
    if (Number.isInteger(stop) && stop >= -1) numbers.stopTimeout = stop
    else add('stopTimeout', words.badStopTimeout)
  }
  return numbers
}

function readRestart(values: FormValues, add: Add): ContainerSpec['restartPolicy'] {
  const count = values.restartPolicy === 'on-failure' ? numberOf(values.maximumRetryCount) : undefined
  if (count === undefined) return { name: values.restartPolicy }
  if (Number.isInteger(count) && count >= 0) return { name: values.restartPolicy, maximumRetryCount: count }
  add('maximumRetryCount', words.badRetryCount)
  return { name: values.restartPolicy }
}

function readPairRows(rows: readonly PairRow[], field: 'environment' | 'labels', add: Add): PairRow[] {
  const read: PairRow[] = []
  rows.forEach((row, index) => {
    const name = row.name.trim()
    if (name === '' && row.value === '') return
    if (name === '') add(field, words.nameMissing, index)
    else if (name.includes('=')) add(field, words.nameWithEquals, index)
    else if (read.some((other) => other.name === name)) add(field, words.nameTwice(name), index)
    else read.push({ name, value: row.value })
  })
  return read
}

/** Absent when nothing is typed; NaN for what is no number. */
function numberOf(text: string): number | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : Number.NaN
}

function list(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean)
}

function filled(texts: readonly string[]): { text: string; row: number }[] {
  return texts.map((text, row) => ({ text, row })).filter(({ text }) => text !== '')
}

/** The address part of a port mapping is an IP address, by the CLI's own rule. */
function isAddress(text: string): boolean {
  return parsePortSpec(`${text.includes(':') ? `[${text}]` : text}::1`).ok
}

const renamed: Partial<Record<keyof ContainerSpec, keyof FormValues>> = {
  cpus: 'cpuAmount',
  cpuCount: 'cpuAmount',
  cpuPercent: 'cpuAmount',
}

function formField(field: keyof ContainerSpec): keyof FormValues {
  const own = renamed[field]
  if (own) return own
  return field as Exclude<keyof ContainerSpec, 'cpus' | 'cpuCount' | 'cpuPercent'>
}
