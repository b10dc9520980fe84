import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { joinArgv } from './argv.ts'
import { memoryOf } from './form-values.ts'
import type { Step } from './steps.ts'

/** One thing that differs from what the image and the engine have by themselves. */
export type SummaryLine = { label: string; values: string[] }

/** The spec as the review shows it, step by step; a step without lines is as the image and the engine have it. */
export function summarise(spec: ContainerSpec, os: EngineOs): Record<Exclude<Step, 'review'>, SummaryLine[]> {
  const restart = words.restartPolicies[spec.restartPolicy.name]
  const tries = spec.restartPolicy.maximumRetryCount
  return {
    image: lines([words.image, spec.image], [words.name, spec.name], [words.platform, spec.platform]),
    run: lines(
      [words.command, joinArgv(spec.command, os)],
      [
        words.entrypoint,
        spec.entrypoint && (spec.entrypoint[0] === '' ? words.entrypointKinds.none : joinArgv(spec.entrypoint, os)),
      ],
      [words.interactive, spec.interactive],
      [words.tty, spec.tty],
      [words.user, spec.user],
      [words.workingDirectory, spec.workingDirectory],
      [words.restartPolicy, spec.restartPolicy.name !== 'no' && (tries ? words.mostTries(restart, tries) : restart)],
      [words.autoRemove, spec.autoRemove],
      [words.stopTimeout, spec.stopTimeout !== undefined && words.seconds(spec.stopTimeout)],
      [words.init, spec.init],
    ),
    limits: lines(
      [words.isolation, spec.isolation !== 'default' && words.isolations[spec.isolation]],
      [words.cpuAmount, numberText(spec.cpus ?? spec.cpuCount)],
      [words.cpuKinds.percent, numberText(spec.cpuPercent)],
      [words.memory, spec.memory !== undefined && memoryText(spec.memory)],
      [words.storageSize, spec.storageSize],
      [words.credentialSpec, spec.credentialSpec],
      [words.privileged, spec.privileged],
      [words.readOnlyRootfs, spec.readOnlyRootfs],
      [words.capAdd, spec.capAdd],
      [words.capDrop, spec.capDrop],
    ),
    network: lines(
      [words.network, spec.network],
      [words.hostname, spec.hostname],
      [words.ports, spec.ports],
      [words.dns, spec.dns],
    ),
    storage: lines([words.volumes, spec.volumes]),
    environment: lines(
      [words.environment, spec.environment.map(({ name, value }) => `${name}=${value}`)],
      [words.labels, spec.labels.map(({ name, value }) => `${name}=${value}`)],
    ),
  }
}

type Given = string | boolean | readonly string[] | undefined

function lines(...given: [label: string, value: Given][]): SummaryLine[] {
  return given.flatMap(([label, value]) => {
    if (value === undefined || value === false || value === '') return []
    if (value === true) return [{ label, values: [words.yes] }]
    const values = typeof value === 'string' ? [value] : [...value]
    return values.length === 0 ? [] : [{ label, values }]
  })
}

/** To the byte: the review must not round. */
function memoryText(bytes: number): string {
  const { memory, memoryUnit } = memoryOf(bytes)
  return `${memory} ${memoryUnit}`
}

function numberText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
