import { pause } from '../../program.ts'
import { services } from '../../services.ts'
import { wildcard } from '../../windows-path.ts'
import type { Cmdlet } from '../cmdlet.ts'
import { formatDate } from '../format-date.ts'
import { PsObject, toText } from '../values.ts'
import { failure, numberOf, textOf, textsOf } from './parameters.ts'

export const systemCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-Service',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Name:string[]@0(ServiceName) DisplayName:string[] ComputerName:string[](Cn) DependentServices:switch(DS) RequiredServices:switch(SDO,ServicesDependedOn) Include:string[] Exclude:string[] InputObject:any[]',
    implementation: 'Microsoft.PowerShell.Commands.GetServiceCommand',
    synopsis: 'Gets the services on a local or remote computer.',
    async *run(call) {
      const byDisplay = textsOf(call, 'DisplayName')
      for (const name of textsOf(call, 'Name') ?? byDisplay ?? ['*']) {
        const test = wildcard(name)
        const found = services.filter((it) => test(byDisplay ? it.displayName : it.name))
        if (found.length === 0 && !/[*?]/.test(name)) {
          const message = `Cannot find any service with ${byDisplay ? 'display' : 'service'} name '${name}'.`
          const id = byDisplay ? 'NoServiceFoundForGivenDisplayName' : 'NoServiceFoundForGivenName'
          await call.error(failure(call, message, id, 'ObjectNotFound', `${name}:String`, 'ServiceCommandException'))
        }
        for (const it of found) {
          yield new PsObject(
            'System.ServiceProcess.ServiceController',
            [
              ['Name', it.name],
              ['RequiredServices', []],
              ['CanPauseAndContinue', false],
              ['CanShutdown', it.running],
              ['CanStop', it.running],
              ['DisplayName', it.displayName],
              ['DependentServices', []],
              ['MachineName', '.'],
              ['ServiceName', it.name],
              ['ServicesDependedOn', []],
              ['Status', it.running ? 'Running' : 'Stopped'],
              ['ServiceType', it.shared ? 'Win32ShareProcess' : 'Win32OwnProcess'],
              ['StartType', it.start],
            ],
            'System.ServiceProcess.ServiceController',
          )
        }
      }
    },
  },
  {
    name: 'Get-Date',
    module: 'Microsoft.PowerShell.Utility',
    parameters:
      'Date:date@0(LastWriteTime) Year:int Month:int Day:int Hour:int Minute:int Second:int Millisecond:int DisplayHint UFormat Format',
    implementation: 'Microsoft.PowerShell.Commands.GetDateCommand',
    synopsis: 'Gets the current date and time.',
    async *run(call) {
      const given = call.parameters.get('Date')
      const date = new Date(given instanceof Date ? given.getTime() : call.session.world.now())
      const year = numberOf(call, 'Year')
      const month = numberOf(call, 'Month')
      const day = numberOf(call, 'Day')
      if (year !== null) date.setUTCFullYear(year)
      if (month !== null) date.setUTCMonth(month - 1)
      if (day !== null) date.setUTCDate(day)
      const hour = numberOf(call, 'Hour')
      const minute = numberOf(call, 'Minute')
      const second = numberOf(call, 'Second')
      if (hour !== null) date.setUTCHours(hour)
      if (minute !== null) date.setUTCMinutes(minute)
      if (second !== null) date.setUTCSeconds(second)
      const format = textOf(call, 'Format')
      yield format === null ? date : formatDate(date, format)
    },
  },
  {
    name: 'Start-Sleep',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Seconds:int@0 Milliseconds:int(ms)',
    implementation: 'Microsoft.PowerShell.Commands.StartSleepCommand',
    synopsis: 'Suspends the activity in a script or session for the specified period of time.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      const milliseconds = numberOf(call, 'Milliseconds') ?? (numberOf(call, 'Seconds') ?? 0) * 1000
      await pause(Math.min(Math.max(0, milliseconds), 2_147_483_647), call.interrupt)
    },
  },
  {
    name: 'Get-Variable',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Name:string[]@0 ValueOnly:switch Scope Include:string[] Exclude:string[]',
    implementation: 'Microsoft.PowerShell.Commands.GetVariableCommand',
    synopsis: 'Gets the variables in the current console.',
    async *run(call) {
      const tests = (textsOf(call, 'Name') ?? ['*']).map(wildcard)
      const all = [...call.session.variables.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
      for (const name of textsOf(call, 'Name') ?? []) {
        if (/[*?]/.test(name) || call.session.variables.has(name.toLowerCase())) continue
        const message = `Cannot find a variable with the name '${name}'.`
        await call.error(
          failure(call, message, 'VariableNotFound', 'ObjectNotFound', `${name}:String`, 'ItemNotFoundException'),
        )
      }
      for (const [name, value] of all) {
        if (name === '_' || !tests.some((test) => test(name))) continue
        yield new PsObject('System.Collections.DictionaryEntry', [
          ['Name', name],
          ['Value', toText(value)],
        ])
      }
    },
  },
]
