import { formatDate } from '../format-date.ts'
import { type PsObject, toText, type Value } from '../values.ts'
import { renderList } from './list.ts'
import { shown } from './shown.ts'
import { autoTable, type Column, renderTable, tableLines } from './table.ts'

type View = (objects: readonly PsObject[], width: number) => string

const text = (object: PsObject, name: string) => toText(object.get(name) ?? null)
const kilobytes = (object: PsObject, name: string) => String(Math.trunc(Number(object.get(name) ?? 0) / 1024))

/** The columns of Get-Process in 5.1 (PowerShellCore.format.ps1xml's `process` view). */
const processColumns: readonly Column<PsObject>[] = [
  { label: 'Handles', width: 7, right: true, value: (it) => text(it, 'Handles') },
  { label: 'NPM(K)', width: 7, right: true, value: (it) => kilobytes(it, 'NPM') },
  { label: 'PM(K)', width: 8, right: true, value: (it) => kilobytes(it, 'PM') },
  { label: 'WS(K)', width: 10, right: true, value: (it) => kilobytes(it, 'WS') },
  { label: 'CPU(s)', width: 10, right: true, value: (it) => seconds(it.get('CPU') ?? null) },
  { label: 'Id', width: 6, right: true, value: (it) => text(it, 'Id') },
  { label: 'SI', width: 3, right: true, value: (it) => text(it, 'SI') },
  { label: 'ProcessName', width: 60, right: false, value: (it) => text(it, 'ProcessName') },
]

function seconds(value: Value): string {
  if (typeof value !== 'number') return ''
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/** The Mode column took one more place from build 18362 on. */
function fileColumns(timeWidth: number): readonly Column<PsObject>[] {
  return [
    { label: 'Mode', width: 7, right: false, value: (it) => text(it, 'Mode') },
    {
      label: 'LastWriteTime',
      width: timeWidth,
      right: true,
      value: (it) => writeTime(it.get('LastWriteTime') ?? null),
    },
    { label: 'Length', width: 14, right: true, value: (it) => text(it, 'Length') },
    { label: 'Name', width: 50, right: false, value: (it) => text(it, 'Name') },
  ]
}

function writeTime(value: Value): string {
  if (!(value instanceof Date)) return ''
  return `${formatDate(value, 'd').padStart(10)}  ${formatDate(value, 't').padStart(8)}`
}

/** Files are grouped by their folder. */
const files: View = (objects) => {
  let result = ''
  for (let at = 0; at < objects.length; ) {
    const folder = objects[at]?.hidden.folder ?? null
    let end = at
    while (end < objects.length && objects[end]?.hidden.folder === folder) end++
    const wide = objects[at]?.hidden.wideTime === true
    result += `\r\n\r\n    Directory: ${toText(folder)}\r\n\r\n\r\n${tableLines(fileColumns(wide ? 26 : 25), objects.slice(at, end))}`
    at = end
  }
  return `${result}\r\n\r\n`
}

const serviceColumns: readonly Column<PsObject>[] = [
  { label: 'Status', width: 8, right: false, value: (it) => text(it, 'Status') },
  { label: 'Name', width: 18, right: false, value: (it) => text(it, 'Name') },
  { label: 'DisplayName', width: 38, right: false, value: (it) => text(it, 'DisplayName') },
]

const commandColumns: readonly Column<PsObject>[] = [
  { label: 'CommandType', width: 15, right: false, value: (it) => text(it, 'CommandType') },
  { label: 'Name', width: 50, right: false, value: (it) => text(it, 'Name') },
  { label: 'Version', width: 10, right: false, value: (it) => text(it, 'Version') },
  { label: 'Source', width: 40, right: false, value: (it) => text(it, 'Source') },
]

const entryColumns = (width: number): readonly Column<PsObject>[] => [
  { label: 'Name', width: 30, right: false, value: (it) => text(it, 'Name') },
  { label: 'Value', width: Math.max(10, width - 32), right: false, value: (it) => text(it, 'Value') },
]

const listOfAll: View = (objects, width) =>
  renderList(
    objects.map((it) => it.entries()),
    width,
  )

const matchLines: View = (objects) => `\r\n${objects.map((it) => `${it.toText()}\r\n`).join('')}\r\n\r\n`

const groupColumns: readonly Column<PsObject>[] = [
  { label: 'Count', width: 5, right: true, value: (it) => text(it, 'Count') },
  { label: 'Name', width: 25, right: false, value: (it) => text(it, 'Name') },
  { label: 'Group', width: 47, right: false, value: (it) => shown(it.get('Group') ?? null) },
]

const historyColumns: readonly Column<PsObject>[] = [
  { label: 'Id', width: 4, right: true, value: (it) => text(it, 'Id') },
  { label: 'CommandLine', width: 70, right: false, value: (it) => text(it, 'CommandLine') },
]

/** How objects of a type are shown when nothing else is said. */
export const views: Readonly<Record<string, View>> = {
  'System.Diagnostics.Process': (objects) => renderTable(processColumns, objects),
  'System.IO.FileInfo': files,
  'System.ServiceProcess.ServiceController': (objects) => renderTable(serviceColumns, objects),
  'System.Management.Automation.CommandInfo': (objects) => renderTable(commandColumns, objects),
  'System.Management.Automation.PathInfo': (objects, width) => autoTable(['Path'], objects, width),
  'System.RuntimeType': (objects, width) => autoTable(['IsPublic', 'IsSerial', 'Name', 'BaseType'], objects, width),
  'Microsoft.PowerShell.Commands.ComputerInfo': listOfAll,
  'Microsoft.PowerShell.Commands.GenericMeasureInfo': listOfAll,
  TestNetConnectionResult: listOfAll,
  'Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject': listOfAll,
  'Microsoft.PowerShell.Commands.MatchInfo': matchLines,
  'Microsoft.PowerShell.Commands.GroupInfo': (objects) => renderTable(groupColumns, objects),
  'Microsoft.PowerShell.Commands.HistoryInfo': (objects) => renderTable(historyColumns, objects),
  'System.Management.Automation.Internal.Host.InternalHost': listOfAll,
  'System.Management.ManagementObject#root\\cimv2\\Win32_PingStatus': (objects, width) =>
    autoTable(['Source', 'Destination', 'IPV4Address', 'IPV6Address', 'Bytes', 'Time(ms)'], objects, width),
  'System.Collections.DictionaryEntry': (objects, width) => renderTable(entryColumns(width), objects),
  'Microsoft.Management.Infrastructure.CimInstance#MSFT_NetIPAddress': listOfAll,
}
