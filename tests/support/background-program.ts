import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { waitFor } from './wait-for.ts'

/** A program that runs beside the tests, in a process group of its own, its output in a file. */
export type BackgroundProgram = {
  pid: number
  log: () => string
  running: () => boolean
  signal: (name: NodeJS.Signals) => void
  /** SIGTERM, and SIGKILL when it is still there after `seconds` (10). */
  stop: (seconds?: number) => Promise<void>
}

/** Starts a program detached from this process; its output is appended to `logPath`. */
export function startProgram(
  program: string,
  args: string[],
  logPath: string,
  env: NodeJS.ProcessEnv = {},
): BackgroundProgram {
  const file = openSync(logPath, 'a')
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', file, file],
    env: { ...process.env, ...env },
  })
  closeSync(file)
  child.unref()
  child.on('error', () => undefined)
  const pid = child.pid
  if (pid === undefined) throw new Error(`${program} could not be started`)
  let ended = false
  child.on('exit', () => {
    ended = true
    started.delete(pid)
  })
  started.add(pid)
  const running = () => !ended && isRunning(pid)
  const signal = (name: NodeJS.Signals) => signalProcess(pid, name)
  return {
    pid,
    log: () => (existsSync(logPath) ? readFileSync(logPath, 'utf8') : ''),
    running,
    signal,
    stop: (seconds = 10) => stopProcess(pid, seconds),
  }
}

const started = new Set<number>()
process.on('exit', () => {
  for (const pid of started) signalProcess(pid, 'SIGTERM')
})

/** Lets a program live on when this process ends: for what several test processes share. */
export function keepRunning(pid: number): void {
  started.delete(pid)
}

/** True while a process exists and is not a zombie. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}

/** Sends a signal; a process that is gone is not an error. */
export function signalProcess(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself.
  }
}

/** Ends a process: SIGTERM first, SIGKILL after `seconds`. */
export async function stopProcess(pid: number, seconds = 10): Promise<void> {
  signalProcess(pid, 'SIGTERM')
  const gone = () => !isRunning(pid)
  await waitFor(`process ${pid} to end`, gone, seconds).catch(() => signalProcess(pid, 'SIGKILL'))
  await waitFor(`process ${pid} to end`, gone, 5).catch(() => undefined)
}

/** The absolute path of a program on PATH or in Debian's sbin folders, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
