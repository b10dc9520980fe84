import { z } from 'zod'

/** A folder or an image file that holds a feature's payload, as -Source takes it: `D:\sources\sxs`, `\\srv\sxs`, `WIM:D:\sources\install.wim:4`. */
const source = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[^\p{Cc}]+$/u, 'A path has no line breaks in it.')
  .nullable()

/** H3. */
const containersFeatureSchema = z.object({
  /** Where the payload lies; null: on the host, else Windows Update. */
  source: source.default(null),
})
const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
/** A network of its own for the machine's guests, translated to the machine's: an internal switch with WinNAT. */
const natSchema = z.object({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$/, 'Letters, digits, blanks, dashes and underscores.'),
  /** The machine's own address in it, which its guests take for their gateway. */
  address: z.string().regex(new RegExp(`^${octet}(\\.${octet}){3}$`), 'An IPv4 address.'),
  prefixLength: z.number().int().min(8).max(30),
})

/** H4. */
const hyperVSchema = z.object({
  source: source.default(null),
  /** `powershell`: the module alone; `all`: Hyper-V Manager too, where the host has a desktop. */
  managementTools: z.enum(['none', 'powershell', 'all']).default('powershell'),
  /** H5: instead of address spoofing; made with the module, which it therefore needs. */
  nat: natSchema.nullable().default(null),
})

/**
 * A virtual machine by its name. Hyper-V's cmdlets take `*`, `?`, `[` and the backtick for patterns: a name with one of
 * them could mean another machine, so it is refused.
 */
const vmNameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, 'The name has a line break or another control character in it.')
  .regex(/^[^*?[\]`]*$/, 'Hyper-V’s cmdlets take * ? [ ] and ` for patterns: rename the virtual machine first.')
  .refine((name) => name.trim() !== '', 'The name is empty.')

/** H5. */
const nestedVirtualizationSchema = z.object({
  vm: vmNameSchema,
  /** How a running machine may be stopped: by asking its Windows, or like pulling the plug. */
  stop: z.enum(['never', 'shut-down', 'turn-off']).default('shut-down'),
  /** What was in memory when it was saved is lost. */
  discardSavedState: z.boolean().default(false),
  /** One way: older hosts cannot run it any more. */
  updateVersion: z.boolean().default(false),
  removeCheckpoints: z.boolean().default(false),
  processors: z.number().int().min(2).max(2048).default(2),
  memoryGigabytes: z.number().int().min(4).max(12_288).default(4),
  /** `spoofing` lets guests of the guest onto its network; `nat` is made inside, once Hyper-V is there. */
  network: z.enum(['spoofing', 'nat', 'none']).default('spoofing'),
  start: z.boolean().default(true),
})

/**
 * One host by its name or address, as TrustedHosts takes it: never a pattern. IPv6 comes in brackets
 * (learn.microsoft.com, "Installation and configuration for Windows Remote Management").
 */
export const remoteHostSchema = z
  .string()
  .trim()
  .max(253)
  .regex(
    /^(?:[A-Za-z0-9_](?:[\w.-]*\w)?|\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(?:%[\w.-]+)?)$/,
    'The name or address of one host: no pattern such as *, no list.',
  )
  .transform((host) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host))

/** H1: WinRM over HTTP. */
const trustRemoteHostSchema = z.object({ host: remoteHostSchema })

/** Each procedure's parameters, by its id. */
export const procedureParameters = {
  'containers-feature': containersFeatureSchema,
  'hyper-v': hyperVSchema,
  'nested-virtualization': nestedVirtualizationSchema,
  'trust-remote-host': trustRemoteHostSchema,
}
export type ProcedureParameters = { [Id in ProcedureId]: z.infer<(typeof procedureParameters)[Id]> }
export type ProcedureId = keyof typeof procedureParameters

/** One procedure with its parameters: what a page may ask for, never a call. */
export const procedureChoiceSchema = z.discriminatedUnion('procedure', [
  z.object({ procedure: z.literal('containers-feature'), parameters: containersFeatureSchema }),
  z.object({ procedure: z.literal('hyper-v'), parameters: hyperVSchema }),
  z.object({ procedure: z.literal('nested-virtualization'), parameters: nestedVirtualizationSchema }),
  z.object({ procedure: z.literal('trust-remote-host'), parameters: trustRemoteHostSchema }),
])
export type ProcedureChoice = z.infer<typeof procedureChoiceSchema>
