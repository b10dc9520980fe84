import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { StandIns } from '../stand-ins/start.ts'
import { pwshProgram } from './pwsh.ts'

/** A PowerShell that stays and runs one script after the other among stand-ins: its start takes most of a short script's time. */
export interface ScriptHost {
  /** Runs a script file with -Restart. The code is what `exit` gave, 1 when it threw. */
  run(path: string): Promise<{ code: number; output: string }>
  close(): Promise<void>
}

export function startScriptHost({ environment, modulePath }: StandIns): ScriptHost {
  const { path, environment: env } = pwshProgram(environment)
  const file = join(import.meta.dirname, 'script-host.ps1')
  const child = spawn(path, ['-NoProfile', '-NonInteractive', '-File', file, modulePath], { env, stdio: 'pipe' })
  let errors = ''
  child.stderr.on('data', (bytes: Buffer) => {
    errors += bytes.toString('utf8')
  })
  let answer: ((text: string | null) => void) | null = null
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('script-host ')) answer?.(line.slice('script-host '.length))
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  void gone.then(() => answer?.(null))
  return {
    run: async (script) => {
      const text = await new Promise<string | null>((done) => {
        answer = done
        child.stdin.write(`${script}\n`)
      })
      answer = null
      if (text === null) throw new Error(`The PowerShell of the scripts ended: ${errors}`)
      return JSON.parse(text)
    },
    close: async () => {
      child.stdin.end()
      await gone
    },
  }
}
