import type { Program } from '../program.ts'
import type { PracticeProcess } from '../world.ts'
import { optionNotSimulated } from './not-simulated.ts'

type Row = readonly [name: string, pid: string, session: string, number: string, memory: string]

const titles: Row = ['Image Name', 'PID', 'Session Name', 'Session#', 'Mem Usage']
const widths: readonly number[] = [25, 8, 16, 11, 12]

function rowOf(process: PracticeProcess): Row {
  const kilobytes = Math.round(process.workingSet / 1024).toLocaleString('en-US')
  const name = process.pid === 0 ? 'System Idle Process' : process.pid === 4 ? 'System' : process.name
  return [
    name,
    String(process.pid),
    process.session === 0 ? 'Services' : 'Console',
    String(process.session),
    `${kilobytes} K`,
  ]
}

function fit(text: string, at: number): string {
  const width = widths[at] ?? 0
  const cut = text.slice(0, width)
  return at === 0 || at === 2 ? cut.padEnd(width) : cut.padStart(width)
}

/** `/fi "IMAGENAME eq x"`, `PID`, `SESSION`, `MEMUSAGE` (KB); null when it is not understood. */
function filterOf(text: string): ((process: PracticeProcess) => boolean) | null {
  const found = /^\s*(imagename|pid|session|memusage)\s+(eq|ne|gt|lt|ge|le)\s+(\S+)\s*$/i.exec(text)
  if (!found) return null
  const [, field = '', operator = '', value = ''] = found.map((it) => it.toLowerCase())
  if (field === 'imagename') {
    if (operator !== 'eq' && operator !== 'ne') return null
    const star = value.endsWith('*') ? value.slice(0, -1) : null
    return (process) => {
      const name = process.name.toLowerCase()
      return (star === null ? name === value : name.startsWith(star)) === (operator === 'eq')
    }
  }
  const wanted = Number(value)
  if (Number.isNaN(wanted)) return null
  return (process) => {
    const is = field === 'pid' ? process.pid : field === 'session' ? process.session : process.workingSet / 1024
    const order = is - wanted
    const verdicts: Record<string, boolean> = {
      eq: order === 0,
      ne: order !== 0,
      gt: order > 0,
      lt: order < 0,
      ge: order >= 0,
      le: order <= 0,
    }
    return verdicts[operator] ?? false
  }
}

/** `tasklist` with `/fo table|list|csv`, `/nh` and `/fi`. */
export const tasklist: Program = async ({ argv, io, world }) => {
  let format = 'table'
  let heads = true
  const filters: ((process: PracticeProcess) => boolean)[] = []
  for (let at = 1; at < argv.length; at++) {
    const option = (argv[at] ?? '').toLowerCase().replace(/^-/, '/')
    if (option === '/nh') heads = false
    else if (option === '/fo') format = (argv[++at] ?? '').toLowerCase()
    else if (option === '/fi') {
      const filter = filterOf(argv[++at] ?? '')
      if (!filter) return refuse('ERROR: The search filter cannot be recognized.')
      filters.push(filter)
    } else if (
      await optionNotSimulated({ argv, io }, argv[at] ?? '', ['/apps', '/m', '/p', '/s', '/svc', '/u', '/v', '/?'])
    )
      return 1
    else return refuse(`ERROR: Invalid argument/option - '${argv[at]}'.\r\nType "TASKLIST /?" for usage.`)
  }
  if (!['table', 'list', 'csv'].includes(format)) {
    return refuse(`ERROR: Invalid syntax. Value expected for '/fo'.\r\nType "TASKLIST /?" for usage.`)
  }
  const rows = world
    .processes()
    .filter((it) => filters.every((filter) => filter(it)))
    .map(rowOf)
  if (rows.length === 0) {
    await io.out.write('INFO: No tasks are running which match the specified criteria.\r\n')
    return 0
  }
  if (format === 'csv') {
    const lines = heads ? [titles, ...rows] : rows
    await io.out.write(lines.map((row) => `${row.map((it) => `"${it}"`).join(',')}\r\n`).join(''))
  } else if (format === 'list') {
    const names = titles.map((it) => `${it}:`.padEnd(14))
    await io.out.write(rows.map((row) => `\r\n${row.map((it, at) => `${names[at]}${it}\r\n`).join('')}`).join(''))
  } else {
    const line = (row: readonly string[]) => `${row.map(fit).join(' ')}\r\n`
    const rule = `${widths.map((it) => '='.repeat(it)).join(' ')}\r\n`
    await io.out.write(`${heads ? `\r\n${line(titles)}${rule}` : ''}${rows.map(line).join('')}`)
  }
  return 0

  async function refuse(text: string): Promise<number> {
    await io.err.write(`${text}\r\n`)
    return 1
  }
}
