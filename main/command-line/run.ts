import { toDeclaredError } from '../api/implement.ts'
import type { CommandLine } from './arguments.ts'

/**
 * Runs a command that needs no window and answers the exit code. Output goes to the given streams. Each command is read
 * when it is asked for: what `--help` or the window need not know costs them no time.
 */
export async function runCommand(
  command: Exclude<CommandLine, { kind: 'window' }>,
  surroundings: { version: string; pages: string },
): Promise<number> {
  if (command.kind === 'text') {
    ;(command.exitCode === 0 ? process.stdout : process.stderr).write(command.text)
    return command.exitCode
  }
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort())
  try {
    const around = { ...surroundings, print: (line: string) => process.stdout.write(`${line}\n`) }
    switch (command.kind) {
      case 'serve':
        await (await import('./serve-command.ts')).runServe(command.options, around, stop.signal)
        return 0
      case 'practice':
        await (await import('./practice-command.ts')).runPractice(command.options, around, stop.signal)
        return 0
      case 'facts':
        return await (await import('./setup-command.ts')).runFacts(command.options, around, stop.signal)
      case 'setup':
        return await (await import('./setup-command.ts')).runSetup(command.options, around, stop.signal)
    }
  } catch (error) {
    const { message, cause, remedy, detail } = toDeclaredError(error).data
    process.stderr.write(`${[message, cause, remedy, detail].filter(Boolean).join('\n')}\n`)
    return 1
  }
}
