import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { HostProgram } from './host-program.ts'

/** The two ends of a running runner, however it was started. */
export interface RunnerLink {
  readonly input: Writable
  readonly output: Readable
  /** Resolves when the runner has gone. */
  readonly gone: Promise<void>
  /** What PowerShell wrote to standard error: why it could not start, or how it ended. */
  errorText(): string
  kill(): void
}

const detailLength = 4000
/** Milliseconds. */
const afterExit = 500

/** Arguments of any PowerShell that runs the runner. */
export function runnerArguments(runnerFolder: string, more: readonly string[]): string[] {
  // The policy is lifted for this process alone; a policy of the domain stands above it, and is told.
  const options = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass']
  return [...options, '-File', join(runnerFolder, 'runner.ps1'), ...more]
}

/** Starts the runner as a process of our own, spoken to over its standard streams. */
export function startRunner(program: HostProgram, runnerFolder: string, more: readonly string[]): RunnerLink {
  return linkTo(program, runnerArguments(runnerFolder, more))
}

/** A program that is spoken to over its standard streams. */
export function linkTo(program: HostProgram, args: readonly string[]): RunnerLink {
  const child = spawn(program.path, args, { stdio: 'pipe', env: program.environment, windowsHide: true })
  let errorText = ''
  child.stderr.on('data', (bytes: Buffer) => {
    errorText = (errorText + bytes.toString('utf8')).slice(-detailLength)
  })
  return {
    input: child.stdin,
    output: child.stdout,
    gone: new Promise((done) => {
      child.on('error', (error) => {
        errorText += error.message
        done()
      })
      child.on('close', () => done())
      // What it started may hold its streams open; its last lines are here by then.
      child.on('exit', () => setTimeout(done, afterExit))
    }),
    errorText: () => errorText.trim(),
    kill: () => child.kill('SIGKILL'),
  }
}
