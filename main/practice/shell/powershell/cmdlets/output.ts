import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { PsError } from '../errors.ts'
import { fileSink } from '../file-sink.ts'
import { renderList } from '../format/list.ts'
import { formatted, renderObjects } from '../format/render.ts'
import { autoTable } from '../format/table.ts'
import { toText, type Value } from '../values.ts'
import { collectInput, isSet, listOf, numberOf, textOf } from './parameters.ts'
import { chosenProperties, custom, propertiesOf } from './properties.ts'

/** SGR numbers of the console's sixteen colours. */
const colours: Readonly<Record<string, number>> = {
  black: 30,
  darkred: 31,
  darkgreen: 32,
  darkyellow: 33,
  darkblue: 34,
  darkmagenta: 35,
  darkcyan: 36,
  gray: 37,
  darkgray: 90,
  red: 91,
  green: 92,
  yellow: 93,
  blue: 94,
  magenta: 95,
  cyan: 96,
  white: 97,
}

function coloured(call: CmdletCall, text: string): string {
  if (!call.session.terminal) return text
  const front = colours[(textOf(call, 'ForegroundColor') ?? '').toLowerCase()]
  const back = colours[(textOf(call, 'BackgroundColor') ?? '').toLowerCase()]
  const codes = [front, back === undefined ? undefined : back + 10].filter((it) => it !== undefined)
  return codes.length > 0 ? `\u001b[${codes.join(';')}m${text}\u001b[m` : text
}

async function formatInput(call: CmdletCall, make: (items: Value[]) => Promise<string>): Promise<Value> {
  return formatted(await make(await collectInput(call)))
}

async function projected(
  call: CmdletCall,
  items: readonly Value[],
  wanted: readonly Value[],
): Promise<[string, Value][][]> {
  const rows: [string, Value][][] = []
  for (const item of items) rows.push(await chosenProperties(call, item, wanted))
  return rows
}

const formatParameters =
  'Property:any[]@0 GroupBy:any View ShowError:switch DisplayError:switch Force:switch Expand InputObject:any'

export const outputCmdlets: readonly Cmdlet[] = [
  {
    name: 'Write-Host',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Object:rest@0 NoNewline:switch Separator:any ForegroundColor BackgroundColor',
    implementation: 'Microsoft.PowerShell.Commands.WriteHostCommand',
    synopsis: 'Writes customized output to a host.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      const items = call.piped ? await collectInput(call) : [call.parameters.get('Object') ?? null]
      const separator = textOf(call, 'Separator') ?? ' '
      for (const item of items) {
        const text = Array.isArray(item) ? item.map(toText).join(separator) : toText(item)
        await call.host(coloured(call, text.replace(/\r?\n/g, '\r\n')) + (isSet(call, 'NoNewline') ? '' : '\r\n'))
      }
    },
  },
  {
    name: 'Write-Output',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'InputObject:rest@0 NoEnumerate:switch',
    implementation: 'Microsoft.PowerShell.Commands.WriteOutputCommand',
    synopsis: 'Sends the specified objects to the next command in the pipeline.',
    async *run(call) {
      for await (const item of call.input) yield item
    },
  },
  {
    name: 'Write-Error',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Message@0(Msg) Category ErrorId',
    implementation: 'Microsoft.PowerShell.Commands.WriteErrorException',
    synopsis: 'Writes an object to the error stream.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      const message = textOf(call, 'Message') ?? ''
      await call.error(
        new PsError({
          message,
          id: call.cmdlet.implementation,
          category: 'NotSpecified: (:) [Write-Error], WriteErrorException',
          activity: call.invocation,
        }).unplaced(),
      )
    },
  },
  {
    name: 'Out-String',
    module: 'Microsoft.PowerShell.Utility',
    parameters: 'Stream:switch Width:int InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.OutStringCommand',
    synopsis: 'Sends objects to the host as a series of strings.',
    async *run(call) {
      const text = renderObjects(await collectInput(call), numberOf(call, 'Width') ?? call.width)
      if (isSet(call, 'Stream')) yield* text.replace(/\r\n$/, '').split('\r\n')
      else yield text
    },
  },
  {
    name: 'Out-Null',
    module: 'Microsoft.PowerShell.Core',
    parameters: 'InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.OutNullCommand',
    synopsis: 'Hides the output instead of sending it down the pipeline or displaying it.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      for await (const _ of call.input);
    },
  },
  {
    name: 'Out-File',
    module: 'Microsoft.PowerShell.Utility',
    parameters:
      'FilePath!@0 Encoding@1 Append:switch Force:switch NoClobber:switch(NoOverwrite) Width:int NoNewline:switch InputObject:any',
    implementation: 'Microsoft.PowerShell.Commands.OutFileCommand',
    synopsis: 'Sends output to a file.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      const text = renderObjects(await collectInput(call), numberOf(call, 'Width') ?? call.width)
      await fileSink(
        call.session,
        textOf(call, 'FilePath') ?? '',
        isSet(call, 'Append'),
        'Out-File',
        call.cmdlet.implementation,
      ).write(text)
    },
  },
  {
    name: 'Format-Table',
    module: 'Microsoft.PowerShell.Utility',
    parameters: `${formatParameters} AutoSize:switch HideTableHeaders:switch Wrap:switch RepeatHeader:switch`,
    implementation: 'Microsoft.PowerShell.Commands.FormatTableCommand',
    synopsis: 'Formats the output as a table.',
    async *run(call) {
      yield await formatInput(call, async (items) => {
        const wanted = listOf(call, 'Property')
        const heads = !isSet(call, 'HideTableHeaders')
        if (items.length === 0) return ''
        if (!wanted) {
          const text = renderObjects(items, call.width)
          if (!/ : /.test(text.split('\r\n')[2] ?? '')) return text
          return autoTable(
            propertiesOf(items[0] ?? null)
              .slice(0, 10)
              .map(([name]) => name),
            items,
            call.width,
            heads,
          )
        }
        const rows = (await projected(call, items, wanted)).map(custom)
        return autoTable(rows[0]?.entries().map(([name]) => name) ?? [], rows, call.width, heads)
      })
    },
  },
  {
    name: 'Format-List',
    module: 'Microsoft.PowerShell.Utility',
    parameters: formatParameters,
    implementation: 'Microsoft.PowerShell.Commands.FormatListCommand',
    synopsis: 'Formats the output as a list of properties in which each property appears on a new line.',
    async *run(call) {
      yield await formatInput(call, async (items) => {
        const wanted = listOf(call, 'Property')
        const objects = items.filter((it) => propertiesOf(it).length > 0 && typeof it !== 'string')
        if (objects.length === 0) return renderObjects(items, call.width)
        const rows = wanted ? await projected(call, objects, wanted) : objects.map((it) => listed(it))
        return renderList(rows, call.width)
      })
    },
  },
  {
    name: 'Clear-Host',
    module: '',
    kind: 'Function',
    parameters: '',
    implementation: 'Clear-Host',
    synopsis: 'Clears the display in the host program.',
    // biome-ignore lint/correctness/useYield: a cmdlet that gives no objects.
    async *run(call) {
      await call.host(call.session.terminal ? '\u001b[H\u001b[2J' : '')
    },
  },
]

/** What Format-List shows of processes and files when no property is named. */
const listNames: Readonly<Record<string, readonly string[]>> = {
  'System.Diagnostics.Process': ['Id', 'Handles', 'CPU', 'SI', 'Name'],
}

function listed(item: Value): [string, Value][] {
  const all = propertiesOf(item)
  const names = item !== null && typeof item === 'object' && 'type' in item ? listNames[item.type] : undefined
  return names ? names.map((name) => all.find(([it]) => it === name) ?? [name, null]) : all
}
