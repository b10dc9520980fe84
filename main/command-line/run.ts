import { toDeclaredError } from '../api/implement.ts'
import type { CommandLine } from './arguments.ts'
import { runPractice } from './practice-command.ts'
import { runServe } from './serve-command.ts'
import { runFacts, runSetup } from './setup-command.ts'

/** Runs a command that needs no window and answers the exit code. Output goes to the given streams. */
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
        await runServe(command.options, around, stop.signal)
        return 0
      case 'practice':
        await runPractice(command.options, around, stop.signal)
        return 0
      case 'facts':
        return await runFacts(command.options, around, stop.signal)
      case 'setup':
        return await runSetup(command.options, around, stop.signal)
    }
  } catch (error) {
    const { message, cause, remedy, detail } = toDeclaredError(error).data
    process.stderr.write(`${[message, cause, remedy, detail].filter(Boolean).join('\n')}\n`)
    return 1
  }
}
