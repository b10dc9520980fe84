import type { HostFacts } from '../../preload/contract/setup-facts.ts'
import { printChange } from './call-text.ts'
import type { ReadJournal } from './journal.ts'
import type { JournalEntry } from './journal-entries.ts'
import type { Plan } from './plan.ts'
import { rowOf } from './run-row.ts'

/** H12: what a run did to a host, as Markdown for the ticket. There are no secrets in it: the journal has none. */
export function changeRecord(journal: Pick<ReadJournal, 'run' | 'entries'>, plan: Plan | null): string {
  const { run, entries } = journal
  const row = rowOf(journal, plan, false)
  const after = entries.filter((entry) => entry.type === 'facts').at(-1)?.facts
  const lines = [
    `# ${text(run.title)}`,
    '',
    `- Host: ${text(run.target)}${run.facts.name ? ` (${text(run.facts.name)})` : ''}`,
    `- By: ${text(run.by)}, with Slipway ${text(run.program)}`,
    `- Begun: ${run.at}`,
    `- Ended: ${row.endedAt === null ? 'not yet' : new Date(row.endedAt).toISOString()}`,
    `- Result: ${row.state}${row.error ? `, ${text(row.error.message)}` : ''}`,
    `- Plan: ${run.plan}`,
    '',
    '## Host before and after',
    '',
    '| Fact | Before | After |',
    '| --- | --- | --- |',
    ...factRows(run.facts, after),
    '',
    '## Steps',
  ]
  for (const step of row.steps)
    lines.push('', `### ${text(step.title)}`, '', ...stepLines(step.id, step.state, entries))
  return `${lines.join('\n')}\n`
}

function stepLines(id: string, state: string, entries: readonly JournalEntry[]): string[] {
  const lines = [`Result: ${state}`]
  for (const entry of entries) {
    if (!('step' in entry) || entry.step !== id) continue
    if (entry.type === 'apply' || entry.type === 'undo') {
      const commands = entry.calls.map(printChange)
      lines.push('', `${entry.at} ${entry.type === 'apply' ? 'Run' : 'Taken back'}:`, '', ...block(commands.join('\n')))
    } else if (entry.type === 'answer' && (entry.output !== '' || entry.errors.length > 0)) {
      lines.push('', ...block([entry.output, ...entry.errors.map(({ message }) => message)].filter(Boolean).join('\n')))
    } else if (entry.type === 'failed') lines.push('', `${entry.at} Failed: ${text(entry.error.message)}`)
    else if (entry.type === 'skipped') lines.push('', `${entry.at} Skipped by ${text(entry.by)}`)
    else if (entry.type === 'restarted') lines.push('', `${entry.at} Restarted`)
  }
  return lines
}

/** A fenced block that nothing in it can end. */
function block(content: string): string[] {
  const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}powershell`, content, fence]
}

function factRows(before: HostFacts, after: HostFacts | undefined): string[] {
  const rows: [string, (facts: HostFacts) => unknown][] = [
    [
      'Windows',
      ({ caption, build, revision }) => `${caption ?? 'unknown'}, build ${build ?? 'unknown'}.${revision ?? ''}`,
    ],
    ['Containers', ({ features }) => features.containers],
    ['Hyper-V', ({ features }) => features.hyperV],
    ['Hypervisor present', ({ hypervisorPresent }) => hypervisorPresent],
    ['Restart pending', ({ restart }) => restart.pending],
    ...['hns', 'vmcompute', 'vmms', 'docker'].map((name): [string, (facts: HostFacts) => unknown] => [
      `Service ${name}`,
      ({ services }) => (services === null ? null : (services[name] ?? 'not there')),
    ]),
  ]
  return rows.map(([name, read]) => `| ${name} | ${say(read(before))} | ${after ? say(read(after)) : 'not read'} |`)
}

function say(value: unknown): string {
  if (value === null || value === undefined) return 'unknown'
  return text(typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value))
}

/** Text that Markdown and its tables take as it is. */
function text(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&')
}
