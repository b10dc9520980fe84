import type { Value } from '../../setup/call.ts'
import { bindingError } from './binding-error.ts'
import { convertArgument } from './convert-argument.ts'
import { CmdletFailure } from './error-record.ts'
import type { CmdletMetadata, ParameterMetadata } from './metadata/cmdlet-metadata.ts'

/** Common parameters (about_CommonParameters, 5.1): taken by every cmdlet, without effect here. */
const common = new Set(
  'Verbose Debug ErrorAction WarningAction InformationAction ErrorVariable WarningVariable InformationVariable OutVariable OutBuffer PipelineVariable'.split(
    ' ',
  ),
)

/** Parameters by their full names, converted to their types: switches as booleans, arrays as arrays. */
export type BoundArguments = ReadonlyMap<string, Value>

/**
 * Binds what a call gives as PowerShell's binder does: names, aliases and unambiguous beginnings without regard to
 * case, types, enumerations, parameter sets, mandatory parameters. Throws a CmdletFailure with the binder's own texts.
 */
export function bindArguments(cmdlet: CmdletMetadata, given: Readonly<Record<string, Value>>): BoundArguments {
  const bound = new Map<string, Value>()
  for (const [name, value] of Object.entries(given)) {
    const full = findParameter(cmdlet, name)
    if (full === null) continue
    if (bound.has(full))
      throw refusal(
        cmdlet,
        'ParameterAlreadyBound',
        `Cannot bind parameter because parameter '${full}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
        full,
      )
    const parameter = cmdlet.parameters.get(full)
    bound.set(full, parameter ? convertArgument(cmdlet, full, parameter, value) : value)
  }
  chooseSet(cmdlet, bound)
  return bound
}

function findParameter(cmdlet: CmdletMetadata, name: string): string | null {
  const wanted = name.toLowerCase()
  const all = [...cmdlet.parameters].map(([full, parameter]) => ({ full, names: [full, ...parameter.aliases] }))
  for (const extra of [...common, ...(cmdlet.shouldProcess ? ['WhatIf', 'Confirm'] : [])])
    all.push({ full: extra, names: [extra] })
  const exact = all.find(({ names }) => names.some((known) => known.toLowerCase() === wanted))
  const found = exact
    ? [exact]
    : all.filter(({ names }) => names.some((known) => known.toLowerCase().startsWith(wanted)))
  const [only] = found
  if (!only)
    throw refusal(
      cmdlet,
      'NamedParameterNotFound',
      `A parameter cannot be found that matches parameter name '${name}'.`,
      name,
    )
  if (found.length > 1) {
    const matches = found.map(({ full }) => `-${full}`).join(' ')
    throw refusal(
      cmdlet,
      'AmbiguousParameter',
      `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include: ${matches}.`,
      name,
    )
  }
  return common.has(only.full) ? null : only.full
}

function chooseSet(cmdlet: CmdletMetadata, bound: ReadonlyMap<string, Value>): void {
  const inSet = (parameter: ParameterMetadata | undefined, set: number) =>
    parameter === undefined || parameter.sets[set] !== '-'
  const open = cmdlet.sets
    .map((_, set) => set)
    .filter((set) => [...bound.keys()].every((name) => inSet(cmdlet.parameters.get(name), set)))
  if (open.length === 0)
    throw refusal(
      cmdlet,
      'AmbiguousParameterSet',
      'Parameter set cannot be resolved using the specified named parameters.',
      '',
    )
  const missing = open.map((set) =>
    [...cmdlet.parameters]
      .filter(([name, parameter]) => parameter.sets[set] === 'm' && !bound.has(name))
      .map(([name]) => name),
  )
  if (missing.some((names) => names.length === 0)) return
  const [fewest = []] = [...missing].sort((one, other) => one.length - other.length)
  throw refusal(
    cmdlet,
    'MissingMandatoryParameter',
    `Cannot process command because of one or more missing mandatory parameters: ${fewest.join(' ')}.`,
    '',
  )
}

function refusal(cmdlet: CmdletMetadata, id: string, message: string, target: string): CmdletFailure {
  return new CmdletFailure(bindingError(cmdlet, id, message, target))
}
