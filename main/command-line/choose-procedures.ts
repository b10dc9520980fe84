import { SlipwayError } from '../../preload/contract/explained.ts'
import {
  type ProcedureChoice,
  type ProcedureId,
  procedureChoiceSchema,
  procedureParameters,
} from '../../preload/contract/setup-procedures.ts'
import { prepareHost } from '../setup/prepare-host.ts'
import type { Setup } from '../setup/setup.ts'
import type { SetupCommandOptions } from './arguments.ts'

/** The procedures that a command line names, with their parameters; throws a SlipwayError that says what is wrong. */
export async function chooseProcedures(
  setup: Setup,
  { procedure, on, set }: Pick<SetupCommandOptions, 'procedure' | 'on' | 'set'>,
  signal: AbortSignal,
): Promise<ProcedureChoice[]> {
  if (procedure === 'prepare-host') {
    if (set.length > 0) throw wrong('prepare-host takes no parameters.', 'Run its procedures one by one to set them.')
    const { facts, requirements } = await setup.facts(on, signal)
    return prepareHost(facts, requirements)
  }
  if (!isProcedure(procedure)) {
    const known = ['prepare-host', ...Object.keys(procedureParameters)].join(', ')
    throw wrong(`There is no procedure ${procedure}.`, `Choose one of ${known}.`)
  }
  const { shape } = procedureParameters[procedure]
  const fields: Record<string, { safeParse(value: unknown): { success: boolean } }> = shape
  const parameters: Record<string, unknown> = {}
  for (const text of set) {
    const [, name = '', value = ''] = text.match(/^(\w+)=(.*)$/s) ?? []
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) throw wrong(`${procedure} has no parameter in ${text}.`, `It has ${Object.keys(fields).join(', ')}.`)
    parameters[name] = readings(value).find((reading) => field.safeParse(reading).success) ?? value
  }
  const parsed = procedureChoiceSchema.safeParse({ procedure, parameters })
  if (parsed.success) return [parsed.data]
  const [issue] = parsed.error.issues
  const where = issue?.path.slice(1).join('.') ?? ''
  throw wrong(`The parameter ${where} is not right.`, issue?.message ?? 'Give it with --set NAME=VALUE.')
}

function isProcedure(name: string): name is ProcedureId {
  return Object.hasOwn(procedureParameters, name)
}

/** What a word of the command line can mean, in the order in which it is tried. */
function readings(value: string): unknown[] {
  const yesNo = value === 'true' ? [true] : value === 'false' ? [false] : []
  return [value, ...yesNo, ...(/^\d{1,9}$/.test(value) ? [Number(value)] : [])]
}

function wrong(message: string, remedy: string): SlipwayError {
  return new SlipwayError({ code: 'setup-usage', message, remedy })
}
