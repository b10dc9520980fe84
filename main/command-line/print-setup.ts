import { quoteCommand, quoteWindowsPowerShell } from '../../preload/contract/command-line/quoting.ts'
import type { PlanView, Waiting } from '../../preload/contract/setup.ts'
import type { HostFacts, RequirementVerdict } from '../../preload/contract/setup-facts.ts'

const marks = {
  satisfied: 'done',
  needed: 'to do',
  'awaiting-restart': 'restart',
  unsupported: 'not possible',
  unknown: 'not known',
}

/** A plan as lines of text: each step with its state, its exact commands, and what stands in the way. */
export function printPlan(plan: PlanView): string[] {
  const lines = [`${plan.title} on ${plan.target}`]
  for (const { title, verdict, commands, warnings } of plan.steps) {
    lines.push(`  [${marks[verdict.kind]}] ${title}`)
    if ('error' in verdict) {
      const { message, cause, remedy } = verdict.error
      lines.push(`      ${[message, cause, remedy].filter(Boolean).join(' ')}`)
    }
    for (const command of commands) lines.push(`      PS> ${command}`)
    for (const warning of warnings) lines.push(`      Warning: ${warning}`)
  }
  if (plan.elevation?.kind === 'asked') {
    lines.push('Windows asks for consent once when it runs. What is then elevated may run these commands only:')
    lines.push(`  ${plan.elevation.commands.join(', ')}`)
  } else if (plan.elevation) {
    const { message, cause, remedy } = plan.elevation.error
    lines.push([message, cause, remedy].filter(Boolean).join(' '))
  }
  const needed = plan.steps.filter(({ kind, verdict }) => kind === 'step' && verdict.kind === 'needed').length
  lines.push(
    plan.blocked
      ? 'This plan cannot run as things stand.'
      : needed === 0
        ? 'Everything is done already.'
        : `${needed} to do, restarts: ${plan.restarts}.`,
  )
  return lines
}

/** What a person does, or need not do, about a run that waits for this machine's restart. */
export function printWaiting(
  { registered }: Waiting,
  program: readonly string[],
  words: readonly string[],
  windows = process.platform === 'win32',
): string[] {
  const line = windows
    ? `& ${[...program, ...words].map(quoteWindowsPowerShell).join(' ')}`
    : quoteCommand([...program, ...words], 'posix')
  return registered
    ? ['Restart this machine. After the next logon of this account Windows starts Slipway again, and it goes on.']
    : ['Restart this machine, then go on with:', `  ${line}`]
}

/** Facts as lines of text, one a name; a missing reading says so. */
export function printFacts({
  facts,
  requirements,
}: {
  facts: HostFacts
  requirements: readonly RequirementVerdict[]
}): string[] {
  const lines: string[] = []
  const add = (name: string, value: unknown) => {
    if (value === null) lines.push(`${name}: unknown`)
    else if (Array.isArray(value))
      lines.push(`${name}: ${value.map((part) => JSON.stringify(part)).join(', ') || 'none'}`)
    else if (typeof value === 'object')
      for (const [key, part] of Object.entries(Object(value))) add(`${name}.${key}`, part)
    else lines.push(`${name}: ${String(value) || 'none'}`)
  }
  for (const [name, value] of Object.entries(facts)) add(name, value)
  for (const { title, verdict, because, remedy } of requirements) {
    lines.push([`${title}: ${verdict}`, because, remedy].filter(Boolean).join(' '))
  }
  return lines
}
