import { wildcard } from '../../windows-path.ts'
import { aliases } from '../aliases.ts'
import { automaticVariable } from '../automatic.ts'
import type { Cmdlet } from '../cmdlet.ts'
import { PsObject, toText } from '../values.ts'
import { failure, isSet, listOf, numberOf, textOf, textsOf } from './parameters.ts'

/** Get-Alias, Get-History, Get-Host, Get-ExecutionPolicy, Get-Random, Read-Host, Write-Warning and Write-Verbose. */
export const sessionCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-Alias',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Name:string[]@0 Definition:string[] Exclude:string[] Scope',
    implementation: 'Microsoft.PowerShell.Commands.GetAliasCommand',
    synopsis: 'Gets the aliases for the current session.',
    async *run(call) {
      const meant = textsOf(call, 'Definition')?.map(wildcard)
      for (const name of textsOf(call, 'Name') ?? ['*']) {
        const test = wildcard(name)
        const found = Object.entries(aliases).filter(
          ([alias, target]) => test(alias) && (!meant || meant.some((ok) => ok(target))),
        )
        if (found.length === 0 && !/[*?]/.test(name)) {
          const message = `This command cannot find a matching alias because an alias with the name '${name}' does not exist.`
          await call.error(
            failure(
              call,
              message,
              'ItemNotFoundException',
              'ObjectNotFound',
              `${name}:String`,
              'ItemNotFoundException',
            ),
          )
        }
        for (const [alias, target] of found.sort(([a], [b]) => (a < b ? -1 : 1))) {
          yield new PsObject(
            'System.Management.Automation.CommandInfo',
            [
              ['CommandType', 'Alias'],
              ['Name', `${alias} -> ${target}`],
              ['Version', ''],
              ['Source', ''],
              ['Definition', target],
            ],
            alias,
          )
        }
      }
    },
  },
  {
    name: 'Get-History',
    module: 'Microsoft.PowerShell.Core',
    parameters: 'Id:int[]@0 Count:int@1',
    implementation: 'Microsoft.PowerShell.Commands.GetHistoryCommand',
    synopsis: 'Gets a list of the commands entered during the current session.',
    async *run(call) {
      // The line that asks is not yet part of it.
      const past = call.session.history.slice(0, -1).map((line, at) => ({ line, id: at + 1 }))
      const ids = listOf(call, 'Id')
      const count = numberOf(call, 'Count')
      const chosen = ids ? past.filter(({ id }) => ids.includes(id)) : count === null ? past : past.slice(-count)
      for (const { line, id } of chosen) {
        yield new PsObject('Microsoft.PowerShell.Commands.HistoryInfo', [
          ['Id', id],
          ['CommandLine', line],
          ['ExecutionStatus', 'Completed'],
        ])
      }
    },
  },
  {
    name: 'Get-Host',
    module: 'Microsoft.PowerShell.Utility',
    parameters: '',
    implementation: 'Microsoft.PowerShell.Commands.GetHostCommand',
    synopsis: 'Gets an object that represents the current host program.',
    async *run(call) {
      yield automaticVariable('host', call.session)
    },
  },
  {
    name: 'Get-ExecutionPolicy',
    module: 'Microsoft.PowerShell.Security',
    version: '3.0.0.0',
    parameters: 'Scope@0 List:switch',
    implementation: 'Microsoft.PowerShell.Commands.GetExecutionPolicyCommand',
    synopsis: 'Gets the execution policies for the current session.',
    async *run() {
      // What a server has when nobody set it.
      yield 'RemoteSigned'
    },
  },
  {
    name: 'Get-Random',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Maximum:any@0 InputObject:any[] SetSeed:int Minimum:any Count:int',
    implementation: 'Microsoft.PowerShell.Commands.GetRandomCommand',
    synopsis: 'Gets a random number, or selects objects randomly from a collection.',
    async *run(call) {
      const items = []
      if (call.piped) for await (const item of call.input) items.push(item)
      if (items.length > 0) {
        const count = Math.min(numberOf(call, 'Count') ?? 1, items.length)
        for (let at = 0; at < count; at++) {
          yield items.splice(Math.floor(Math.random() * items.length), 1)[0] ?? null
        }
        return
      }
      const least = Number(textOf(call, 'Minimum') ?? 0)
      const most = Number(textOf(call, 'Maximum') ?? 2_147_483_647)
      if (!(least < most)) {
        const message = `The Minimum value (${least}) cannot be greater than or equal to the Maximum value (${most}).`
        throw failure(call, message, 'MinGreaterThanOrEqualMax', 'InvalidArgument', ':', 'ArgumentException')
      }
      const whole = Number.isInteger(least) && Number.isInteger(most)
      yield whole ? least + Math.floor(Math.random() * (most - least)) : least + Math.random() * (most - least)
    },
  },
  {
    name: 'Read-Host',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Prompt:rest@0 AsSecureString:switch',
    implementation: 'Microsoft.PowerShell.Commands.ReadHostCommand',
    synopsis: 'Reads a line of input from the console.',
    async *run(call) {
      const prompt = call.parameters.get('Prompt') ?? null
      if (prompt !== null) await call.host(`${toText(prompt)}: `)
      yield await call.session.io.input.readLine()
    },
  },
  {
    name: 'Write-Warning',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Message!@0(Msg)',
    implementation: 'Microsoft.PowerShell.Commands.WriteWarningCommand',
    synopsis: 'Writes a warning message.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      const text = `WARNING: ${textOf(call, 'Message') ?? ''}`
      await call.host(call.session.terminal ? `\u001b[93m\u001b[40m${text}\u001b[m\r\n` : `${text}\r\n`)
    },
  },
  {
    name: 'Write-Verbose',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Message!@0(Msg)',
    implementation: 'Microsoft.PowerShell.Commands.WriteVerboseCommand',
    synopsis: 'Writes text to the verbose message stream.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      if (isSet(call, 'Verbose')) await call.host(`VERBOSE: ${textOf(call, 'Message') ?? ''}\r\n`)
    },
  },
]
