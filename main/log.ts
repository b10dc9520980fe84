import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pino, stdTimeFunctions } from 'pino'

/** Bytes of one file; two older ones are kept beside it. */
const fileLimit = 2 * 1024 * 1024
const kept = 2

/** The program's own log, `log/slipway.log` in the user's data folder. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  /** A failure that nobody foresaw, under the id that the person is shown. */
  failure(error: unknown, id: string): void
  /** Where it is written. */
  readonly path: string
  close(): void
}

// By key, at the top and one and two levels down: whatever is named like a secret is none of the log's business.
const secretKeys = [
  'password',
  'passphrase',
  'keyPassphrase',
  'key',
  'privateKey',
  'secret',
  'secrets',
  'token',
  'authorization',
  'authconfig',
  'identitytoken',
  'registrytoken',
  'auth',
  'pem',
  'env',
  'cookie',
  'X-Registry-Auth',
]
const quote = (key: string) => (/^\w+$/.test(key) ? key : `["${key}"]`)
const redactPaths = secretKeys.flatMap((key) => {
  const below = /^\w+$/.test(key) ? `.${key}` : quote(key)
  return [quote(key), `*${below}`, `*.*${below}`]
})

/** Userinfo in addresses and PEM blocks, wherever they stand in a text. */
function redactText(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi, '$1[redacted]@')
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[redacted key]')
}

/** Opens the log; a log that cannot be written (a full disk) is silent rather than a failure of the program. */
export function openLog(folder: string): Log {
  const directory = join(folder, 'log')
  const path = join(directory, 'slipway.log')
  const file = new RotatingFile(directory, path)
  const logger = pino(
    {
      base: { pid: process.pid },
      redact: { paths: redactPaths, censor: '[redacted]' },
      timestamp: stdTimeFunctions.isoTime,
    },
    file,
  )
  const write = (level: 'info' | 'warn', message: string, fields: Record<string, unknown> = {}) =>
    logger[level](fields, redactText(message))
  return {
    path,
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    failure(error, id) {
      const { name, message, stack, code } =
        error instanceof Error
          ? (error as NodeJS.ErrnoException)
          : { name: typeof error, message: String(error), stack: '', code: undefined }
      logger.error({ id, name, code, stack: redactText(stack ?? '') }, redactText(message))
    },
    close: () => file.close(),
  }
}

/** Written synchronously: what was logged before a crash is on the disk after it. */
class RotatingFile {
  readonly #path: string
  #file: number | null = null
  #size = 0

  constructor(directory: string, path: string) {
    this.#path = path
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      this.#open()
    } catch {
      this.#file = null
    }
  }

  write(line: string): void {
    if (this.#file === null) return
    try {
      if (this.#size > fileLimit) this.#rotate()
      this.#size += this.#file === null ? 0 : writeSync(this.#file, line)
    } catch {
      // A full disk: what does not fit is lost.
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #open(): void {
    this.#file = openSync(this.#path, 'a', 0o600)
    this.#size = statSync(this.#path).size
  }

  #rotate(): void {
    this.close()
    for (let number = kept; number > 0; number -= 1) {
      try {
        renameSync(number === 1 ? this.#path : `${this.#path}.${number - 1}`, `${this.#path}.${number}`)
      } catch {
        // It does not exist yet.
      }
    }
    this.#open()
  }
}
