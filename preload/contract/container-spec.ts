import { z } from 'zod'
import { parseImageReference } from './grammar/image-reference.ts'
import { type EngineOs, type Problem, refused } from './grammar/parsed.ts'
import { parsePortSpec } from './grammar/ports.ts'
import { parseVolume } from './grammar/volumes.ts'

const line = z.string().max(4096)
const pairs = z.array(z.object({ name: z.string().min(1).max(4096), value: z.string().max(131_072) })).max(2000)
const words = z.array(z.string().max(131_072)).max(4096)

/** How a container restarts by itself; the count applies to `on-failure` only, 0 or absent is without end. */
export const restartPolicySchema = z.object({
  name: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
  maximumRetryCount: z.number().int().min(0).optional(),
})

/** K2: a container as the create form holds it: everything typed stays as typed. An absent field is the engine's default. */
export const containerSpecSchema = z.object({
  /** Reference or image ID. */
  image: z.string().min(1).max(512),
  /** The argument vector that replaces the image's command; empty keeps it. */
  command: words.default([]),
  /** Absent keeps the image's; `['']` clears it, as `--entrypoint ""` does. */
  entrypoint: words.min(1).optional(),
  name: line.optional(),
  hostname: line.optional(),
  interactive: z.boolean().default(false),
  tty: z.boolean().default(false),
  isolation: z.enum(['default', 'process', 'hyperv']).default('default'),
  /** Whole processors; Windows only. */
  cpuCount: z.number().int().min(1).optional(),
  /** 1 to 100; Windows only. */
  cpuPercent: z.number().int().min(1).max(100).optional(),
  /** Processors with fractions, e.g. 1.5; sent as NanoCpus. */
  cpus: z.number().positive().max(1024).optional(),
  /** Bytes. */
  memory: z.number().int().positive().optional(),
  environment: pairs.default([]),
  /** `-p` values. */
  ports: z.array(line).max(2000).default([]),
  /** `-v` values, of the engine's grammar. */
  volumes: z.array(line).max(500).default([]),
  /** Name or mode (`none`, `host`, `container:NAME`). */
  network: line.optional(),
  restartPolicy: restartPolicySchema.default({ name: 'no' }),
  user: line.optional(),
  workingDirectory: line.optional(),
  /** `file://…`, `registry://…` or `raw://…`; Windows only. */
  credentialSpec: z.string().max(131_072).optional(),
  /** Size of the writable layer as the engine takes it, e.g. `50G`; Windows only. */
  storageSize: z
    .string()
    .regex(/^\d+(\.\d+)?\s?[kmgtp]?i?b?$/i)
    .optional(),
  labels: pairs.default([]),
  autoRemove: z.boolean().default(false),
  /** Seconds between asking to stop and killing. */
  stopTimeout: z.number().int().min(-1).optional(),
  /** OS/ARCHITECTURE[/VARIANT]. */
  platform: line.optional(),
  dns: z.array(line).max(20).default([]),
  /** These and the next four: Linux only. */
  privileged: z.boolean().default(false),
  readOnlyRootfs: z.boolean().default(false),
  init: z.boolean().default(false),
  capAdd: z.array(line).max(100).default([]),
  capDrop: z.array(line).max(100).default([]),
})

/** K2: see containerSpecSchema. */
export type ContainerSpec = z.infer<typeof containerSpecSchema>

/** The form before anything is typed. Its image is empty, which the schema refuses. */
export function emptyContainerSpec(): ContainerSpec {
  return { ...containerSpecSchema.parse({ image: 'x' }), image: '' }
}

const windowsOnly = ['cpuCount', 'cpuPercent', 'credentialSpec', 'storageSize'] as const
const linuxOnlySwitches = ['privileged', 'readOnlyRootfs', 'init'] as const
const linuxOnlyLists = ['capAdd', 'capDrop'] as const

/** Takes away the fields that an engine of that system refuses, and names them. */
export function fitSpecToEngine(
  spec: ContainerSpec,
  engineOs: EngineOs,
): { spec: ContainerSpec; dropped: (keyof ContainerSpec)[] } {
  const fitted: ContainerSpec = { ...spec }
  const dropped: (keyof ContainerSpec)[] = []
  if (engineOs === 'linux') {
    for (const field of windowsOnly) {
      if (fitted[field] !== undefined) dropped.push(field)
      delete fitted[field]
    }
    if (fitted.isolation !== 'default') dropped.push('isolation')
    fitted.isolation = 'default'
    return { spec: fitted, dropped }
  }
  for (const field of linuxOnlySwitches) {
    if (fitted[field]) dropped.push(field)
    fitted[field] = false
  }
  for (const field of linuxOnlyLists) {
    if (fitted[field].length > 0) dropped.push(field)
    fitted[field] = []
  }
  if (fitted.isolation === 'hyperv' && fitted.network?.startsWith('container:')) {
    dropped.push('network')
    delete fitted.network
  }
  return { spec: fitted, dropped }
}

/** What a form marks: the field, which of its entries where it is a list, and the problem. */
export type SpecProblem = { field: keyof ContainerSpec; index?: number } & Problem

/** Everything about a spec that the engine or the CLI would refuse and that can be told beforehand. */
export function specProblems(spec: ContainerSpec, engineOs: EngineOs): SpecProblem[] {
  const found: SpecProblem[] = []
  const add = (field: keyof ContainerSpec, message: string): unknown =>
    found.push({ field, ...refused(message).problem })
  const image = parseImageReference(spec.image)
  // An image may be given by its ID, short or whole.
  if (!image.ok && !/^(?:sha256:)?[a-f0-9]{64}$/.test(spec.image)) found.push({ field: 'image', ...image.problem })
  spec.ports.forEach((text, index) => {
    const parsed = parsePortSpec(text)
    if (!parsed.ok) found.push({ field: 'ports', index, ...parsed.problem })
  })
  spec.volumes.forEach((text, index) => {
    const parsed = parseVolume(text, engineOs)
    if (!parsed.ok) found.push({ field: 'volumes', index, ...parsed.problem })
  })
  if (spec.name && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(spec.name)) {
    add('name', 'A name has two or more letters, digits, _ . or -, and begins with a letter or digit')
  }
  if (spec.autoRemove && spec.restartPolicy.name !== 'no') {
    add('autoRemove', 'A container that restarts by itself cannot be removed when it stops')
  }
  if (spec.restartPolicy.maximumRetryCount && spec.restartPolicy.name !== 'on-failure') {
    add('restartPolicy', 'Only on-failure takes a number of tries')
  }
  if (
    spec.hostname &&
    (spec.network?.startsWith('container:') || (spec.network === 'host' && engineOs === 'windows'))
  ) {
    add('hostname', 'A container that shares a network takes its host name from there')
  }
  if (spec.ports.length > 0 && spec.network?.startsWith('container:')) {
    add('ports', 'A container that shares a network cannot publish ports of its own')
  }
  if (spec.cpus !== undefined && (spec.cpuCount !== undefined || spec.cpuPercent !== undefined)) {
    add('cpus', 'Give one processor limit: a number with fractions, a count or a percentage')
  }
  if (spec.environment.some(({ name }) => name.includes('='))) add('environment', 'A variable name cannot contain =')
  for (const field of fitSpecToEngine(spec, engineOs).dropped) add(field, `A ${engineOs} engine refuses this`)
  return found
}
