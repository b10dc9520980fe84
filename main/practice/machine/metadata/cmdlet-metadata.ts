import table from './cmdlets.json'

/** One parameter as Microsoft's reference has it. */
export interface ParameterMetadata {
  /** .NET type name: `String[]`, `Int64`, `SwitchParameter`, `OnOffState`. */
  readonly type: string
  readonly aliases: readonly string[]
  /** Names of an enumeration or a ValidateSet; null when anything of the type is taken. */
  readonly values: readonly string[] | null
  /** One letter a parameter set: `m` mandatory, `o` optional, `-` not in it. */
  readonly sets: string
}

export interface CmdletMetadata {
  readonly name: string
  readonly module: string
  /** Takes -WhatIf and -Confirm. */
  readonly shouldProcess: boolean
  readonly sets: readonly string[]
  readonly parameters: ReadonlyMap<string, ParameterMetadata>
}

const rows = new Map(Object.entries(table).map(([name, row]) => [name.toLowerCase(), { name, row }]))

/**
 * Parameters of a cmdlet, from Microsoft's reference (windows-powershell-docs and PowerShell-Docs, 2026), with the WSMan
 * provider's Concatenate of Set-Item, which its page does not list; null when it is not in the table. A row: module, parameter sets, then `Name Type sets [aliases=…] [values=…]` a parameter.
 */
export function cmdletMetadata(name: string): CmdletMetadata | null {
  const found = rows.get(name.toLowerCase())
  if (!found) return null
  const [head = '', sets = '', ...lines] = found.row
  const [module = '', flag] = head.split(' ')
  return {
    name: found.name,
    module,
    shouldProcess: flag === 'shouldProcess',
    sets: sets.split(' '),
    parameters: new Map(lines.map(readParameter)),
  }
}

function readParameter(line: string): [string, ParameterMetadata] {
  const [name = '', type = '', sets = '', ...rest] = line.split(' ')
  const part = (key: string) =>
    rest
      .find((word) => word.startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .split(',') ?? null
  return [name, { type, sets, aliases: part('aliases') ?? [], values: part('values') }]
}

/** Functions of Slipway's own module: no parameters. */
export function moduleFunction(name: string): CmdletMetadata {
  return { name, module: 'Slipway', shouldProcess: false, sets: ['Default'], parameters: new Map() }
}

const serverManagerClasses: Readonly<Record<string, string>> = {
  'Install-WindowsFeature': 'AddWindowsFeatureCommand',
  'Uninstall-WindowsFeature': 'RemoveWindowsFeatureCommand',
}

/** Modules whose cmdlets are CDXML or script functions: their errors name the function, not a class. */
const functionModules = new Set([
  'NetNat',
  'NetTCPIP',
  'NetSecurity',
  'NetConnection',
  'NetAdapter',
  'DnsClient',
  'Storage',
  'ScheduledTasks',
  'Defender',
  'Slipway',
])

export function isFunction(cmdlet: CmdletMetadata): boolean {
  return functionModules.has(cmdlet.module)
}

/** Second half of a FullyQualifiedErrorId: the .NET class of a compiled cmdlet, the name of a function. */
export function errorClass(cmdlet: CmdletMetadata): string {
  const plain = cmdlet.name.replace('-', '')
  if (isFunction(cmdlet)) return cmdlet.name
  if (cmdlet.module === 'ServerManager')
    return `Microsoft.Windows.ServerManager.Commands.${serverManagerClasses[cmdlet.name] ?? `${plain}Command`}`
  if (cmdlet.module === 'Hyper-V') return `Microsoft.HyperV.PowerShell.Commands.${plain}`
  if (cmdlet.module === 'Dism') return `Microsoft.Dism.Commands.${plain}Command`
  if (cmdlet.module === 'CimCmdlets') return `Microsoft.Management.Infrastructure.CimCmdlets.${plain}Command`
  return `Microsoft.PowerShell.Commands.${plain}Command`
}
