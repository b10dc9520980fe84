import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { makeLogin, type RegistryLogin } from './login.ts'

/** A helper may ask the person to unlock a keychain; after this time (ms) it is taken for stuck. */
const deadline = 20_000
/** Most that is read of a helper's answer, bytes; tokens of cloud registries reach some 5 kB. */
const longestAnswer = 256 * 1024
const helperName = /^[\w.-]+$/
/** What helpers print when they hold nothing (docker-credential-helpers, credentials/error.go). */
const nothingKept = /credentials not found in native keychain/i

/**
 * Asks `docker-credential-NAME get` for the login of one registry; null when it keeps none. No shell is used, the name
 * is checked, and the program is taken from absolute folders of PATH only.
 */
export async function askHelper(
  name: string,
  serverKey: string,
  options: { env?: NodeJS.ProcessEnv; signal?: AbortSignal; deadline?: number } = {},
): Promise<RegistryLogin | null> {
  const env = options.env ?? process.env
  if (!helperName.test(name) || name.startsWith('.')) {
    throw helperError(name, 'Its name may have letters, digits, _ . and - only.')
  }
  const program = await findHelper(name, env)
  if (!program) throw helperError(name, `No program docker-credential-${name} lies on the PATH.`)
  const { code, output } = await runHelper(program, serverKey, env, options)
  if (nothingKept.test(output)) return null
  if (code !== 0) throw helperError(name, `It ended with code ${code}.`)
  return readAnswer(name, output)
}

async function findHelper(name: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const path = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? ''
  // Only .exe on Windows: a .cmd or .bat would be run by the shell.
  const file = `docker-credential-${name}${process.platform === 'win32' ? '.exe' : ''}`
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue
    const program = join(folder, file)
    const found = await access(program, constants.X_OK)
      .then(() => stat(program))
      .then(
        (facts) => facts.isFile(),
        () => false,
      )
    if (found) return program
  }
  return null
}

function runHelper(
  program: string,
  input: string,
  env: NodeJS.ProcessEnv,
  options: { signal?: AbortSignal; deadline?: number },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], {
      shell: false,
      windowsHide: true,
      env,
      // Its standard error may hold anything: it is not read, so that it cannot get into a log.
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(options.signal && { signal: options.signal }),
    })
    const chunks: Buffer[] = []
    let length = 0
    const giveUp = (why: string) => {
      child.kill('SIGKILL')
      reject(helperError(program, why))
    }
    const timer = setTimeout(() => giveUp('It did not answer in time.'), options.deadline ?? deadline)
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > longestAnswer) giveUp('Its answer is too long.')
      else chunks.push(chunk)
    })
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(options.signal?.aborted ? error : helperError(program, 'It could not be started.'))
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') })
    })
    // A helper may end without having read its input.
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${input}\n`)
  })
}

function readAnswer(name: string, output: string): RegistryLogin | null {
  let answer: unknown
  try {
    answer = JSON.parse(output)
  } catch {
    throw helperError(name, 'Its answer is not JSON.')
  }
  const { Username, Secret } = (answer ?? {}) as { Username?: unknown; Secret?: unknown }
  if (typeof Username !== 'string' || typeof Secret !== 'string') throw helperError(name, 'Its answer has no login.')
  return makeLogin(Username, Secret)
}

/** Never carries the helper's output: that may be the secret itself. */
function helperError(helper: string, why: string): SlipwayError {
  return new SlipwayError({
    code: 'credential-helper-failed',
    message: `The credential helper ${helper} did not give the registry's login.`,
    cause: why,
    remedy: 'Sign in again with docker login, or correct credsStore and credHelpers in Docker\u2019s config.json.',
  })
}
