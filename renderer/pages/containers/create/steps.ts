import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import type { FormValues } from './form-values.ts'
import type { FormProblem } from './read-form.ts'

/** The topics of the form, a page each. */
export const steps = ['image', 'run', 'limits', 'network', 'storage', 'environment', 'review'] as const
export type Step = (typeof steps)[number]

const fieldsOfStep: Record<Exclude<Step, 'review'>, readonly (keyof FormValues)[]> = {
  image: ['image', 'platform', 'name'],
  run: [
    'command',
    'entrypointKind',
    'entrypoint',
    'interactive',
    'tty',
    'attach',
    'user',
    'workingDirectory',
    'restartPolicy',
    'maximumRetryCount',
    'autoRemove',
    'stopTimeout',
    'init',
  ],
  limits: [
    'isolation',
    'cpuKind',
    'cpuAmount',
    'memory',
    'memoryUnit',
    'storageSize',
    'credentialSpec',
    'privileged',
    'readOnlyRootfs',
    'capAdd',
    'capDrop',
  ],
  network: ['network', 'hostname', 'ports', 'dns'],
  storage: ['volumes'],
  environment: ['environment', 'labels'],
}

const windowsOnly = new Set<keyof FormValues>(['isolation', 'cpuKind', 'storageSize', 'credentialSpec'])
const linuxOnly = new Set<keyof FormValues>(['privileged', 'readOnlyRootfs', 'init', 'capAdd', 'capDrop'])

/** Whether the form shows a field to this engine: what the engine would refuse is not offered. */
export function offers(facts: Pick<EngineFacts, 'os' | 'apiVersion'>, field: keyof FormValues): boolean {
  if (facts.os === 'windows' ? linuxOnly.has(field) : windowsOnly.has(field)) return false
  // The create call takes a platform since API 1.41.
  return field !== 'platform' || atLeast(facts.apiVersion, 1, 41)
}

/** The fields of a step that this engine is offered. */
export function fieldsOf(step: Step, facts: Pick<EngineFacts, 'os' | 'apiVersion'>): (keyof FormValues)[] {
  return step === 'review' ? [] : fieldsOfStep[step].filter((field) => offers(facts, field))
}

/** Where a field is asked for. */
export function stepOf(field: keyof FormValues): Step {
  return steps.find((step) => step !== 'review' && fieldsOfStep[step].includes(field)) ?? 'image'
}

/** The problems of one step; the review has all of them. */
export function problemsOf(step: Step, problems: readonly FormProblem[]): FormProblem[] {
  return step === 'review' ? [...problems] : problems.filter(({ field }) => stepOf(field) === step)
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return first > major || (first === major && second >= minor)
}
