import { z } from 'zod'
import type { MachineState, VmState } from './state.ts'

const text = z.string().max(1000)
/** Milliseconds since the epoch, as far as a Date reaches. */
const moment = z.number().min(0).max(8.64e15)
const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const count = z.number().int().min(1).max(4096)

const hardware = z.strictObject({
  manufacturer: text,
  model: text,
  processorManufacturer: z.enum(['GenuineIntel', 'AuthenticAMD']),
  processorName: text,
  sockets: z.number().int().min(1).max(64),
  cores: count,
  logicalProcessors: count,
  memory: bytes,
  slat: z.boolean(),
  monitorMode: z.boolean(),
  dep: z.boolean(),
  firmware: z.boolean().nullable(),
  outer: z.enum(['hyper-v', 'vmware']).nullable(),
  nested: z.boolean(),
})

const windows = z.strictObject({
  productName: text,
  caption: text,
  editionId: text,
  installationType: z.enum(['Server', 'Server Core', 'Client']),
  displayVersion: text,
  build: z.number().int().min(10_000).max(99_999),
  revision: z.number().int().min(0).max(1_000_000),
  buildLabEx: text,
})

const service = z.strictObject({
  displayName: text,
  status: z.enum(['Stopped', 'Running', 'Paused']),
  startType: z.enum(['Automatic', 'Manual', 'Disabled']),
  line: z.string().max(32_767),
  account: text,
  dependsOn: z.array(text),
})

const rule = z.strictObject({
  name: text,
  displayName: text,
  enabled: z.boolean(),
  direction: z.enum(['Inbound', 'Outbound']),
  action: z.enum(['Allow', 'Block']),
  profile: text,
  protocol: text,
  localPort: z.array(text),
  remoteAddress: z.array(text),
})

const network = z.strictObject({
  switches: z.array(z.strictObject({ name: text, type: z.enum(['Internal', 'External', 'Private']) })),
  nats: z.array(z.strictObject({ name: text, prefix: text })),
  addresses: z.array(z.strictObject({ address: text, prefixLength: z.number().int().min(0).max(128), alias: text })),
  rules: z.array(rule),
  internet: z.boolean(),
})

const event = z.strictObject({
  at: moment,
  log: text,
  provider: text,
  id: z.number().int(),
  level: z.literal([1, 2, 3, 4]),
  message: z.string().max(32_767),
})

const fault = z.strictObject({
  call: text,
  message: text,
  id: text,
  category: text,
  hresult: z.number().int().nullable(),
})

const faults = z.strictObject({
  failNext: fault.nullable(),
  dropNext: z.enum(['before', 'after']).nullable(),
  powerLossNext: z.boolean(),
  slow: z.number().min(0).max(60_000),
})

const virtualMachine: z.ZodType<VmState> = z.strictObject({
  name: z.string().min(1).max(100),
  id: z.string().regex(/^[0-9a-f-]{36}$/i, 'Not an ID of a virtual machine.'),
  // Nothing is on its way in a file.
  state: z.enum(['Off', 'Running', 'Saved', 'Paused']),
  becomes: z.null(),
  version: z.string().regex(/^\d+\.\d+$/, 'Not a configuration version, as 10.0.'),
  generation: z.literal([1, 2]),
  processors: count,
  exposed: z.boolean(),
  memory: z.strictObject({ startup: bytes, minimum: bytes, maximum: bytes, dynamic: z.boolean() }),
  adapters: z.array(
    z.strictObject({
      name: text,
      switchName: text,
      mac: z.string().regex(/^[0-9A-F]{12}$/i, 'Not a MAC address of twelve hexadecimal digits.'),
      spoofing: z.enum(['On', 'Off']),
    }),
  ),
  checkpoints: z.array(z.strictObject({ name: text, id: text, createdAt: z.iso.datetime(), exposed: z.boolean() })),
  startedAt: moment.nullable(),
  refusesShutdown: z.boolean(),
  // The Windows inside is a machine of the same kind.
  get guest(): z.ZodType<MachineState> {
    return machineStateSchema
  },
})

/** A practice machine as a file may bring it: everything that the machine itself relies on. */
export const machineStateSchema: z.ZodType<MachineState> = z.strictObject({
  hostName: z.string().regex(/^[A-Za-z0-9-]{1,15}$/, 'Not a computer name: letters, digits and dashes, 15 at most.'),
  windows,
  hardware,
  vbs: z.literal([0, 1, 2]),
  launchType: z.enum(['Auto', 'Off']),
  hypervisor: z.boolean(),
  administrator: z.boolean(),
  features: z.record(text, z.enum(['disabled', 'enabled', 'enable-pending', 'disable-pending', 'removed'])),
  sources: z.array(text),
  pending: z.strictObject({ componentServicing: z.boolean(), windowsUpdate: z.boolean(), fileRename: z.boolean() }),
  services: z.record(text, service),
  files: z.record(z.string().regex(/^[A-Za-z]:\\/, 'Not an absolute path.'), z.string()),
  disk: z.strictObject({ size: bytes, free: bytes }),
  runOnce: z.record(text, z.string().max(2000)).exactOptional(),
  network,
  trustedHosts: z.string().max(8192).default(''),
  vms: z
    .array(virtualMachine)
    .max(100)
    .refine((vms) => new Set(vms.map(({ name }) => name.toLowerCase())).size === vms.length, {
      message: 'Two virtual machines have the same name.',
    }),
  events: z.array(event),
  work: z.array(z.never()),
  engineVersion: text.nullable(),
  engineConfig: z.record(z.string(), z.unknown()).nullable(),
  engineStartedAt: moment.nullable(),
  bootedAt: moment,
  backAt: z.null(),
  faults,
})
