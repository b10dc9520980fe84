import type { CmdletMetadata } from './metadata.ts'

/** Types that a PowerShell on Linux has under the same name; all others are taken as they come. */
const plainTypes = new Map(
  [
    ...['String', 'Boolean', 'Int16', 'Int32', 'Int64', 'UInt16', 'UInt32', 'UInt64', 'Byte', 'Char', 'DateTime'],
    ...['TimeSpan', 'Guid', 'Uri', 'Version', 'Hashtable', 'ScriptBlock'],
  ].map((name) => [name, name] as const),
)
plainTypes.set('SwitchParameter', 'switch').set('PSCredential', 'pscredential').set('SecureString', 'securestring')
plainTypes.set('Collections.Hashtable', 'hashtable').set('Security.SecureString', 'securestring')

const identifier = /^[A-Za-z_]\w*$/

/**
 * The text of a PowerShell module with one advanced function a cmdlet: the parameter sets, mandatory marks, positions,
 * aliases and enumerations of its metadata, so that PowerShell's own binder says what it takes. Each hands its bound
 * parameters to `Invoke-StandIn`. Functions in `shadowing` do so for Windows' own paths only, and let the cmdlet of
 * that name have the rest.
 */
export function standInModule(cmdlets: Record<string, CmdletMetadata>, shadowing: ReadonlyMap<string, string>): string {
  const enumerations = new Map<string, string>()
  const functions = Object.entries(cmdlets).map(([name, cmdlet]) =>
    standIn(name, joinProviders(cmdlet), shadowing.get(name), (values) => enumeration(enumerations, values)),
  )
  const types = [...enumerations].map(([values, type]) => `enum ${type} { ${values} }`)
  return [...types, ...functions].join('\n')
}

/** The reference has a set for each provider's own parameters, which the real binder adds to the one set as they come. */
function joinProviders(cmdlet: CmdletMetadata): CmdletMetadata {
  const parameterSets: CmdletMetadata['parameterSets'] = {}
  for (const [name, set] of Object.entries(cmdlet.parameterSets)) {
    const bare = name.replace(/ - .* providers?$/, '')
    const before = parameterSets[bare]
    const parameters = [...new Set([...(before?.parameters ?? []), ...set.parameters])]
    parameterSets[bare] = { mandatory: before?.mandatory ?? set.mandatory, parameters }
  }
  return { ...cmdlet, parameterSets }
}

/** Lists of the same names are one enumeration. */
function enumeration(known: Map<string, string>, values: readonly string[]): string {
  const key = values.join('; ')
  const type = known.get(key) ?? `StandInEnum${known.size + 1}`
  known.set(key, type)
  return type
}

function standIn(
  name: string,
  cmdlet: CmdletMetadata,
  original: string | undefined,
  enumerationOf: (values: readonly string[]) => string,
): string {
  const [first = ''] = Object.keys(cmdlet.parameterSets)
  const parameters = Object.entries(cmdlet.parameters).map(([parameter, about]) => {
    const lines = attributes(parameter, cmdlet)
    if (about.aliases?.length) lines.push(`[Alias(${about.aliases.map(quote).join(', ')})]`)
    const isEnum = about.values && about.type !== 'String' && about.values.every((value) => identifier.test(value))
    if (about.values && !isEnum) lines.push(`[ValidateSet(${about.values.map(quote).join(', ')})]`)
    const list = about.type.endsWith('[]')
    const type = isEnum && about.values ? enumerationOf(about.values) : typeOf(about.type.replace(/\[\]$/, ''))
    return `        ${lines.join(' ')} [${type}${list ? '[]' : ''}] $${parameter}`
  })
  // Remove-VM and its like ask unless they are told not to.
  const impact = /^Remove-VM/.test(name) ? ", ConfirmImpact = 'High'" : ''
  const binding = `SupportsShouldProcess = $${cmdlet.shouldProcess === true}, DefaultParameterSetName = ${quote(first)}${impact}`
  return [
    `function ${name} {`,
    `    [CmdletBinding(${binding})]`,
    `    param(\n${parameters.join(',\n')}\n    )`,
    `    process { Invoke-StandIn ${quote(name)} $PSBoundParameters $PSCmdlet ${original === undefined ? '' : quote(original)} }`,
    '}',
  ].join('\n')
}

function attributes(parameter: string, cmdlet: CmdletMetadata): string[] {
  const position = cmdlet.parameters[parameter]?.position
  return Object.entries(cmdlet.parameterSets)
    .filter(([, set]) => set.parameters.includes(parameter))
    .map(([name, set]) => {
      const marks = [`ParameterSetName = ${quote(name)}`]
      if (set.mandatory.includes(parameter)) marks.push('Mandatory = $true')
      if (position !== undefined) marks.push(`Position = ${position}`)
      // The reference's data does not say what comes by the pipeline; these do.
      if (parameter === 'InputObject' || parameter === 'VM') marks.push('ValueFromPipeline = $true')
      return `[Parameter(${marks.join(', ')})]`
    })
}

function typeOf(name: string): string {
  return plainTypes.get(name) ?? 'psobject'
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
