/** What can be read off an error of Node, docker-modem, dockerode or ssh2. */
export interface ErrorFacts {
  name: string
  /** errno or TLS code, '' without one. */
  code: string
  /** The engine's HTTP status; null when it did not answer. */
  status: number | null
  /** The engine's own text, else the error's message. */
  text: string
  /** It came from a connection rather than from a file. */
  network: boolean
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** docker-modem: `(HTTP code 404) no such container - No such container: x `. */
const modemPrefix = /^\(HTTP code \d+\) .*? - /s

export function readError(error: unknown): ErrorFacts {
  const status = field(error, 'statusCode')
  const message = String(field(error, 'message') ?? error)
  const said = field(field(error, 'json'), 'message')
  const code = field(error, 'code')
  const syscall = field(error, 'syscall')
  // A call that was aborted by its deadline: Node wraps the signal's reason.
  const cause = field(field(error, 'cause'), 'name')
  const codeText = typeof code === 'string' ? code : ''
  return {
    name: cause === 'TimeoutError' ? cause : String(field(error, 'name') ?? ''),
    code: codeText,
    status: typeof status === 'number' ? status : null,
    text: (typeof said === 'string' ? said : message.replace(modemPrefix, '')).trim(),
    network:
      typeof syscall !== 'string' || ['connect', 'read', 'write', 'getaddrinfo', 'listen', 'bind'].includes(syscall),
  }
}
