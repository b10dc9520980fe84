import type { Value } from '../../setup/call.ts'
import { bindingError } from './binding-error.ts'
import { CmdletFailure } from './error-record.ts'
import { type CmdletMetadata, isFunction, type ParameterMetadata } from './metadata/cmdlet-metadata.ts'

/** Objects of a pipeline, which no text becomes: a call names them by a parameter of type String instead. */
const objectTypes =
  /^(?:VirtualMachine|VMProcessor|VMMemory|VMNetworkAdapter(?:Base)?|VMSnapshot|ServiceController|CimInstance|PSSession|Process)$/

const integers: Readonly<Record<string, readonly [number, number]>> = {
  Byte: [0, 255],
  SByte: [-128, 127],
  Int16: [-32768, 32767],
  UInt16: [0, 65535],
  Int32: [-2147483648, 2147483647],
  UInt32: [0, 4294967295],
  // JSON and JavaScript end at 2^53; no setting of a host needs more.
  Int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  UInt64: [0, Number.MAX_SAFE_INTEGER],
}

const units: Readonly<Record<string, number>> = { '': 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 }

/** A value as the type of its parameter. Throws a CmdletFailure with the binder's text when it is none. */
export function convertArgument(
  cmdlet: CmdletMetadata,
  name: string,
  parameter: ParameterMetadata,
  value: Value,
): Value {
  const list = parameter.type.endsWith('[]')
  const type = (list ? parameter.type.slice(0, -2) : parameter.type)
    .replace(/^.*\./, '')
    .replace(/^Nullable`1\[(.*)\]$/, '$1')
  const about = { cmdlet, name, parameter, type }
  if (type !== 'SwitchParameter') refuseEmpty(about, value)
  if (!list) {
    if (Array.isArray(value) && type !== 'Object' && type !== 'Hashtable')
      throw notConvertible(about, 'System.Object[]', 'Specified method is not supported.')
    return convertOne(about, value)
  }
  return (Array.isArray(value) ? value : [value]).map((item: Value) => convertOne(about, item))
}

interface About {
  readonly cmdlet: CmdletMetadata
  readonly name: string
  readonly parameter: ParameterMetadata
  readonly type: string
}

function convertOne(about: About, value: Value): Value {
  const { type, parameter } = about
  const plain = isSwitch(value) ? value.switch : value
  if (type === 'SwitchParameter' || type === 'Boolean') return convertBoolean(about, plain)
  if (type in integers) return convertInteger(about, plain)
  if (type === 'PSCredential' || type === 'SecureString') {
    if (isRecord(plain) && typeof plain.secret === 'string') return plain
    throw notConvertible(
      about,
      text(plain),
      `Cannot convert the "${text(plain)}" value of type "System.String" to type "System.Security.SecureString".`,
    )
  }
  if (parameter.values && type !== 'Object') return convertName(about, plain, parameter.values)
  if (objectTypes.test(type) && !isRecord(plain))
    throw notConvertible(
      about,
      text(plain),
      `Cannot convert the "${text(plain)}" value of type "System.String" to type "${typeName(about)}".`,
    )
  if (type === 'String' || type === 'Feature' || type === 'WildcardPattern')
    return typeof plain === 'string' ? plain : text(plain)
  return plain
}

function convertBoolean(about: About, value: Value): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  const kind = value === null ? '' : typeof value === 'string' ? 'System.String' : 'System.Object'
  const target = about.type === 'Boolean' ? 'System.Boolean' : 'System.Management.Automation.SwitchParameter'
  throw refuse(
    about,
    'CannotConvertArgument',
    `Cannot convert value "${kind}" to type "${target}". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
  )
}

function convertInteger(about: About, value: Value): number {
  const [low, high] = integers[about.type] ?? [0, 0]
  const written = typeof value === 'string' ? /^\s*(-?\d+(?:\.\d+)?)\s*(KB|MB|GB|TB)?\s*$/i.exec(value) : null
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'boolean'
        ? Number(value)
        : written
          ? Number(written[1]) * (units[(written[2] ?? '').toUpperCase()] ?? 1)
          : Number.NaN
  if (Number.isNaN(number)) throw notConvertible(about, text(value), 'Input string was not in a correct format.')
  const whole = Math.round(number)
  if (whole < low || whole > high)
    throw notConvertible(
      about,
      text(value),
      `Value was either too large or too small for ${about.type.startsWith('U') ? 'a' : 'an'} ${about.type}.`,
    )
  return whole
}

function convertName(about: About, value: Value, values: readonly string[]): string {
  const found = values.find((known) => known.toLowerCase() === text(value).toLowerCase())
  if (found !== undefined) return found
  if (about.type === 'String')
    throw new CmdletFailure(
      bindingError(
        about.cmdlet,
        'ParameterArgumentValidationError',
        `Cannot validate argument on parameter '${about.name}'. The argument "${text(value)}" does not belong to the set "${values.join(',')}" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.`,
        '',
        'InvalidData',
      ),
    )
  throw notConvertible(
    about,
    text(value),
    `Unable to match the identifier name ${text(value)} to a valid enumerator name. Specify one of the following enumerator names and try again:\n${values.join(', ')}`,
  )
}

/** Mandatory parameters take neither null nor an empty text or list. */
function refuseEmpty(about: About, value: Value): void {
  if (!about.parameter.sets.includes('m')) return
  const problem =
    value === null
      ? ['NullNotAllowed', 'null']
      : value === ''
        ? ['EmptyStringNotAllowed', 'an empty string']
        : Array.isArray(value) && value.length === 0
          ? ['EmptyArrayNotAllowed', 'an empty array']
          : null
  if (problem)
    throw new CmdletFailure(
      bindingError(
        about.cmdlet,
        `ParameterArgumentValidationError${problem[0]}`,
        `Cannot bind argument to parameter '${about.name}' because it is ${problem[1]}.`,
        '',
        'InvalidData',
      ),
    )
}

function notConvertible(about: About, given: string, reason: string): CmdletFailure {
  return refuse(
    about,
    'CannotConvertArgumentNoMessage',
    `Cannot convert value "${given}" to type "${typeName(about)}". Error: "${reason}"`,
  )
}

/** A compiled cmdlet and a function say the same in two ways. */
function refuse(about: About, id: string, message: string): CmdletFailure {
  if (isFunction(about.cmdlet))
    return new CmdletFailure(
      bindingError(
        about.cmdlet,
        'ParameterArgumentTransformationError',
        `Cannot process argument transformation on parameter '${about.name}'. ${message}`,
        '',
        'InvalidData',
      ),
    )
  return new CmdletFailure(bindingError(about.cmdlet, id, `Cannot bind parameter '${about.name}'. ${message}`, ''))
}

function typeName({ cmdlet, type }: About): string {
  if (type in integers || type === 'String' || type === 'Boolean') return `System.${type}`
  return cmdlet.module === 'Hyper-V'
    ? `Microsoft.HyperV.PowerShell.${type}`
    : cmdlet.module === 'Dism'
      ? `Microsoft.Dism.Commands.${type}`
      : type
}

function text(value: Value): string {
  return value === null
    ? ''
    : typeof value === 'object'
      ? Array.isArray(value)
        ? value.map(text).join(' ')
        : 'System.Collections.Hashtable'
      : typeof value === 'boolean'
        ? value
          ? 'True'
          : 'False'
        : String(value)
}

function isRecord(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSwitch(value: Value): value is { readonly switch: boolean } {
  return isRecord(value) && Object.keys(value).length === 1 && 'switch' in value && typeof value.switch === 'boolean'
}
