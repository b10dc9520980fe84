import { spawn } from 'node:child_process'
import { findProgram } from './background-program.ts'

export type CliResult = { code: number; stdout: string; stderr: string }

/** What the docker CLI is run with. `config` is its configuration folder: none of the user's by default. */
export type CliOptions = { host?: string; config?: string; input?: string; env?: NodeJS.ProcessEnv; timeout?: number }

/** Why the docker CLI cannot be used here, or undefined. */
export function whyNoDockerCli(): string | undefined {
  return findProgram('docker') ? undefined : 'the docker command is not installed'
}

/** Runs the real docker CLI; a non-zero exit code is a result, not an error. `timeout` in milliseconds (60,000). */
export function dockerCli(args: string[], options: CliOptions = {}): Promise<CliResult> {
  const { DOCKER_HOST, DOCKER_CONTEXT, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, ...inherited } = process.env
  return new Promise((done, fail) => {
    const child = spawn('docker', args, {
      env: {
        ...inherited,
        DOCKER_CONFIG: options.config ?? '/nonexistent',
        ...(options.host && { DOCKER_HOST: options.host }),
        ...options.env,
      },
      timeout: options.timeout ?? 60_000,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, stdout, stderr }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}
