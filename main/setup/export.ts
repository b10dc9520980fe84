import { SlipwayError } from '../../preload/contract/explained.ts'
import type { Call } from './call.ts'
import { printCall } from './call-text.ts'
import type { Condition } from './condition.ts'
import { printCondition } from './condition-text.ts'
import { scriptHelpers, scriptRestart } from './export-helpers.ts'
import type { ReviewedEntry, ReviewedPlan } from './plan.ts'
import { printComment, printString } from './powershell-text.ts'
import type { Look, Step } from './step.ts'

export interface ExportOptions {
  readonly title: string
  readonly program: string
  /** Text of assets/powershell/Slipway.psm1: what a step calls of it is put into the script. */
  readonly module: string
  readonly at?: Date
}

/**
 * A plan as one PowerShell script (5.1 and later) that reaches what the program would: each step looks first, is guarded
 * by its conditions and looks again, so that the script may be run twice. UTF-8 with byte order mark and CRLF lines, since
 * Windows PowerShell takes a script without a mark for the ANSI code page. Names end up in quotes or in comments of one
 * line, nowhere else.
 */
export function exportPlan({ plan, id, entries }: ReviewedPlan, options: ExportOptions): string {
  const total = entries.filter(({ entry }) => entry.kind === 'step').length
  let place = 0
  const body = entries.flatMap((reviewed) => {
    if (reviewed.entry.kind === 'restart') return ['', ...scriptRestart]
    place += 1
    return ['', ...printStep(reviewed, reviewed.entry.step, `Step ${place} of ${total}`)]
  })
  const lines = [
    '#Requires -Version 5.1',
    '#Requires -RunAsAdministrator',
    '<#',
    '.SYNOPSIS',
    'A plan of Slipway as a script. Steps that are done already are left alone, so it can be run again at any time.',
    '.PARAMETER Restart',
    'Restarts the computer by itself where a restart is needed. Run the script again afterwards: it goes on from there.',
    '#>',
    '[CmdletBinding()]',
    'param([switch] $Restart)',
    '',
    printComment(options.title),
    printComment(
      `For ${plan.target}, made by Slipway ${options.program} at ${(options.at ?? new Date()).toISOString()}`,
    ),
    printComment(`Plan ${id}`),
    '',
    ...scriptHelpers,
    ...inlineFunctions(entries, options.module),
    ...body,
    '',
    "Write-Host 'Done.'",
    'exit 0',
    '',
  ]
  return `\uFEFF${lines.join('\n').replace(/\r?\n/g, '\r\n')}`
}

function printStep({ looked, verdict, warnings }: ReviewedEntry, step: Step, place: string): string[] {
  // What a step would do is shown and kept even where it was not needed when the plan was made.
  const calls = verdict.kind === 'unsupported' ? [] : step.apply(looked.evidence)
  const lines = [
    printComment(`${place}: ${step.title}`),
    printComment(step.why),
    printComment(`Source: ${step.source}`),
    `Invoke-Step -Title ${printString(`${place}: ${step.title}`)} -Seconds ${Math.ceil((step.settle ?? 30_000) / 1000)}${step.afterRestart ? ' -Late' : ''} -Look {`,
    '    @{',
    ...step.look.map((look) => `        ${look.name} = ${printLook(look)}`),
    '    }',
    `} -Satisfied { ${holds(step.satisfied)} } -Wanting { ${printCondition(step.satisfied).fails} }`,
  ]
  if (step.awaitingRestart) lines.push(...more(`-Awaiting { ${holds(step.awaitingRestart)} }`, lines))
  if (step.busy) lines.push(...more(`-Busy { ${holds(step.busy)} }`, lines))
  if (step.unsupported.length > 0) {
    lines.push(...more('-Refused @(', lines))
    for (const { when, because, remedy } of step.unsupported) {
      const { holds: yes, fails: no } = printCondition(when)
      lines.push(`    @{ When = { ${yes} }; Not = { ${no} }; Text = ${printString(`${because} ${remedy}`)} }`)
    }
    lines.push(')')
  }
  if (calls.length > 0) {
    lines.push(...more('-Apply {', lines))
    for (const warning of warnings) lines.push(`    Write-Warning ${printString(warning)}`)
    lines.push(...calls.map((call) => `    ${printCall(call, { select: false })}`), '}')
  }
  if (step.restart === 'always') lines.push(...more('-RestartAlways', lines))
  return lines
}

/** Puts the next parameter behind the last line: a script block may end a line, a parameter may not begin one. */
function more(text: string, lines: string[]): [string] {
  const last = lines.pop() ?? ''
  return [`${last} ${text}`]
}

const holds = (condition: Condition): string => printCondition(condition).holds

function printLook({ call, absentWhen = [] }: Look): string {
  if ('native' in call) throw new Error('A look by a native command has no place in an export yet')
  const absent = absentWhen.length > 0 ? ` -AbsentWhen ${absentWhen.map(printString).join(', ')}` : ''
  return `Read-HostState { ${printCall(call, { select: false })} }${absent}`
}

/** The functions of Slipway's module that the plan calls, whole. */
function inlineFunctions(entries: readonly ReviewedEntry[], module: string): string[] {
  const names = new Set<string>()
  for (const { entry, calls } of entries) {
    const looks: readonly Call[] = entry.kind === 'step' ? entry.step.look.map(({ call }) => call) : []
    for (const call of [...looks, ...calls]) {
      if ('run' in call && call.run.includes('-Slipway')) names.add(call.run)
    }
  }
  return [...names].flatMap((name) => ['', ...findFunction(name, module)])
}

function findFunction(name: string, module: string): string[] {
  const lines = module.replace(/^\uFEFF/, '').split(/\r?\n/)
  const start = lines.indexOf(`function ${name} {`)
  const end = lines.indexOf('}', start)
  if (start < 0 || end < 0) {
    throw new SlipwayError({
      code: 'module-incomplete',
      message: `Slipway's PowerShell module lacks ${name}.`,
      remedy: 'Install Slipway anew.',
    })
  }
  return lines.slice(start, end + 1)
}
