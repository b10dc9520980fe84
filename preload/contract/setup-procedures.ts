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
/** H4. */
const hyperVSchema = z.object({
  source: source.default(null),
  /** `powershell`: the module alone; `all`: Hyper-V Manager too, where the host has a desktop. */
  managementTools: z.enum(['none', 'powershell', 'all']).default('powershell'),
})

/** Each procedure's parameters, by its id. */
export const procedureParameters = {
  'containers-feature': containersFeatureSchema,
  'hyper-v': hyperVSchema,
}
export type ProcedureParameters = { [Id in ProcedureId]: z.infer<(typeof procedureParameters)[Id]> }
export type ProcedureId = keyof typeof procedureParameters

/** One procedure with its parameters: what a page may ask for, never a call. */
export const procedureChoiceSchema = z.discriminatedUnion('procedure', [
  z.object({ procedure: z.literal('containers-feature'), parameters: containersFeatureSchema }),
  z.object({ procedure: z.literal('hyper-v'), parameters: hyperVSchema }),
])
export type ProcedureChoice = z.infer<typeof procedureChoiceSchema>
