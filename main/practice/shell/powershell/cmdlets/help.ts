import { wildcard } from '../../windows-path.ts'
import { aliases } from '../aliases.ts'
import { type Cmdlet, parametersOf } from '../cmdlet.ts'
import { PsError } from '../errors.ts'
import { formatted } from '../format/render.ts'
import { PsObject, type Value } from '../values.ts'
import { failure, textOf, textsOf } from './parameters.ts'

function commandObject(type: string, name: string, version: string, source: string): PsObject {
  return new PsObject(
    'System.Management.Automation.CommandInfo',
    [
      ['CommandType', type],
      ['Name', name],
      ['Version', version],
      ['Source', source],
    ],
    name,
  )
}

const helpTypes: Readonly<Record<string, string>> = {
  string: 'string',
  'string[]': 'string[]',
  int: 'int',
  'int[]': 'int[]',
  'any[]': 'Object[]',
  block: 'scriptblock',
  date: 'datetime',
}

function syntax(cmdlet: Cmdlet): string {
  const parts = parametersOf({ parameters: cmdlet.parameters })
  const own = parts.filter((it) => it.name !== 'Verbose').slice(0, Math.max(0, parts.length - 11))
  const shown = own.map(({ name, type, position, mandatory }) => {
    const value = type === 'switch' ? '' : ` <${helpTypes[type] ?? 'Object'}>`
    const option = position === null ? `-${name}` : `[-${name}]`
    return mandatory ? `${option}${value}` : `[${option}${value}]`
  })
  return [cmdlet.name, ...shown, '[<CommonParameters>]'].join(' ')
}

/** The beginning of what Get-Help shows without a name; the real text goes on with how to fetch help files. */
const overview = `
TOPIC
    Windows PowerShell Help System

SHORT DESCRIPTION
    Displays help about Windows PowerShell cmdlets and concepts. 

LONG DESCRIPTION
    Windows PowerShell Help describes Windows PowerShell cmdlets,
    functions, scripts, and modules, and explains concepts, including
    the elements of the Windows PowerShell language.

    To get help for a cmdlet, type:

        Get-Help <cmdlet-name>

`.replaceAll('\n', '\r\n')

/** Get-Command and Get-Help know the cmdlets that they stand among. */
export function helpCmdlets(all: () => readonly Cmdlet[]): readonly Cmdlet[] {
  const describe = (cmdlet: Cmdlet) =>
    commandObject(
      cmdlet.kind ?? 'Cmdlet',
      cmdlet.name,
      cmdlet.module === '' ? '' : (cmdlet.version ?? (cmdlet.module.endsWith('Core') ? '3.0.0.0' : '3.1.0.0')),
      cmdlet.module,
    )
  return [
    {
      name: 'Get-Command',
      module: 'Microsoft.PowerShell.Core',
      parameters:
        'Name:string[]@0 Verb:string[] Noun:string[] Module:string[](PSSnapin) CommandType(Type) TotalCount:int Syntax:switch All:switch ListImported:switch ArgumentList:any[]@1(Args) ParameterName:string[] ParameterType:string[] ShowCommandInfo:switch FullyQualifiedModule:any[]',
      implementation: 'Microsoft.PowerShell.Commands.GetCommandCommand',
      synopsis: 'Gets all commands.',
      async *run(call) {
        const sorted = [...all()].sort((a, b) => (a.name < b.name ? -1 : 1))
        const verbs = textsOf(call, 'Verb')?.map(wildcard)
        const nouns = textsOf(call, 'Noun')?.map(wildcard)
        for (const name of textsOf(call, 'Name') ?? ['*']) {
          const test = wildcard(name)
          const found = sorted.filter((it) => {
            const [verb = '', noun = ''] = it.name.split('-')
            return test(it.name) && (!verbs || verbs.some((ok) => ok(verb))) && (!nouns || nouns.some((ok) => ok(noun)))
          })
          yield* found.map(describe)
          if (found.length > 0 || /[*?]/.test(name)) continue
          const alias = aliases[name.toLowerCase()]
          const program = call.session.programs.find(name, call.session)
          if (alias && Object.hasOwn(aliases, name.toLowerCase()))
            yield commandObject('Alias', `${name} -> ${alias}`, '', '')
          else if (program?.kind === 'program')
            yield commandObject(
              'Application',
              program.file,
              `10.0.${call.session.world.windows.build}...`,
              program.path,
            )
          else {
            const message = `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`
            await call.error(
              failure(
                call,
                message,
                'CommandNotFoundException',
                'ObjectNotFound',
                `${name}:String`,
                'CommandNotFoundException',
              ),
            )
          }
        }
      },
    },
    {
      name: 'Get-Help',
      module: 'Microsoft.PowerShell.Core',
      parameters:
        'Name@0 Detailed:switch Full:switch Examples:switch Online:switch ShowWindow:switch Parameter Category:string[] Path Component:string[] Functionality:string[] Role:string[]',
      implementation: 'Microsoft.PowerShell.Commands.GetHelpCommand',
      synopsis: 'Displays information about Windows PowerShell commands and concepts.',
      async *run(call): AsyncGenerator<Value> {
        const name = textOf(call, 'Name')
        if (name === null) {
          yield formatted(overview)
          return
        }
        const key = aliases[name.toLowerCase()] ?? name
        const cmdlet = all().find((it) => it.name.toLowerCase() === key.toLowerCase())
        if (!cmdlet) {
          throw new PsError({
            message: `Get-Help could not find ${name} in a help file in this session. To download updated help topics type: "Update-Help". To get help online, search for the help topic in the TechNet library at https:/go.microsoft.com/fwlink/?LinkID=107116.`,
            id: `HelpNotFound,${call.cmdlet.implementation}`,
            category: 'ResourceUnavailable: (:) [Get-Help], HelpNotFoundException',
            activity: 'Get-Help',
          })
        }
        const own = Object.entries(aliases)
          .filter(([, target]) => target === cmdlet.name)
          .map(([alias]) => alias)
        yield formatted(
          `\r\nNAME\r\n    ${cmdlet.name}\r\n    \r\nSYNOPSIS\r\n    ${cmdlet.synopsis}\r\n    \r\n    \r\nSYNTAX\r\n    ${syntax(cmdlet)}\r\n    \r\n    \r\n` +
            `ALIASES\r\n    ${own.length > 0 ? own.join('\r\n    ') : 'None'}\r\n    \r\n\r\nREMARKS\r\n    Get-Help cannot find the Help files for this cmdlet on this computer. It is displaying only partial help.\r\n\r\n\r\n`,
        )
      },
    },
  ]
}
