import { SlipwayError } from '../../preload/contract/explained.ts'

/** Where an engine listens, as the docker CLI writes it. */
export type Endpoint =
  | { kind: 'npipe'; path: string }
  | { kind: 'unix'; path: string }
  | { kind: 'tcp'; host: string; port: number | null }
  | { kind: 'ssh'; user: string | null; host: string; port: number; socketPath: string | null }

/** Ports of the Engine API by convention (IANA: docker, docker-s). */
export const plainPort = 2375
export const tlsPort = 2376

const examples = 'npipe:////./pipe/docker_engine, unix:///var/run/docker.sock, tcp://host:2376 or ssh://user@host'
// sun_path of sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero with them.
const longestSocketPath = 103

/**
 * Reads an endpoint's address. Throws a SlipwayError with a code `endpoint-…` that says what is wrong and shows the
 * right form.
 */
export function parseEndpoint(url: string): Endpoint {
  const text = url.trim()
  if (text === '') throw problem('endpoint-empty', 'The address is empty.', `Give one such as ${examples}.`)
  const [, scheme = '', rest = ''] = text.match(/^([a-z][a-z0-9+.-]*):(?=[/\\])(.*)$/is) ?? []
  switch (scheme.toLowerCase()) {
    case 'npipe':
      return parsePipe(rest)
    case 'unix':
      return parseSocket(rest)
    case 'tcp':
      return parseTcp(rest)
    case 'ssh':
      return parseSsh(rest)
    case 'http':
    case 'https':
      throw problem(
        'endpoint-scheme',
        `The docker CLI has no address that starts with ${scheme}://.`,
        'Write tcp:// and turn TLS on where the port expects it.',
      )
    case '':
      throw problem(
        'endpoint-scheme',
        'The address does not say how the engine is reached.',
        `It starts with npipe://, unix://, tcp:// or ssh://, for example tcp://${text.replace(/^\/+/, '')}.`,
      )
    default:
      throw problem(
        'endpoint-scheme',
        `Engines are not reached through ${scheme}://.`,
        `Use an address such as ${examples}.`,
      )
  }
}

function parsePipe(rest: string): Endpoint {
  // Written with backslashes, Windows' own path stands behind the colon; with slashes it follows the two of the URL.
  const path = rest.startsWith('\\') ? rest.replaceAll('\\', '/') : rest.replace(/^\/\//, '')
  if (!/^\/\/[^/]+\/pipe\/[^/]+.*$/i.test(path)) {
    const name = path.match(/pipe\/+(.+)$/i)?.[1] ?? 'docker_engine'
    throw problem(
      'endpoint-pipe',
      'This is not the path of a pipe.',
      `A pipe of this computer is written npipe:////./pipe/${name}.`,
    )
  }
  return { kind: 'npipe', path }
}

function parseSocket(rest: string): Endpoint {
  const path = rest.replace(/^\/\//, '')
  if (!path.startsWith('/') || path === '/') {
    throw problem(
      'endpoint-socket',
      'The path of the socket is not absolute.',
      'Write three slashes: unix:///var/run/docker.sock.',
    )
  }
  if (path.includes('\0') || Buffer.byteLength(path) > longestSocketPath) {
    throw problem(
      'endpoint-socket',
      `The path of the socket is longer than the ${longestSocketPath} bytes that systems take.`,
      'Use a shorter path, or a link to it.',
    )
  }
  return { kind: 'unix', path }
}

function parseTcp(rest: string): Endpoint {
  const { user, host, port, path } = authority(rest, 'tcp')
  if (user !== null)
    throw problem(
      'endpoint-user',
      'An address over TCP carries no user.',
      'Leave out what stands before the @; engines know people by their TLS certificate.',
    )
  if (path !== '' && path !== '/')
    throw problem('endpoint-path', 'An address over TCP carries no path.', 'Leave out what follows the port.')
  if (host.includes('%'))
    throw problem(
      'endpoint-host',
      `An address over TCP cannot name a network card (${host.slice(host.indexOf('%'))}).`,
      'Use the computer’s name or an address without a zone.',
    )
  // As the CLI does (opts/hosts.go): tcp://:2375 is this computer.
  return { kind: 'tcp', host: host === '' ? 'localhost' : host, port }
}

function parseSsh(rest: string): Endpoint {
  const { user, host, port, path } = authority(rest, 'ssh')
  if (host === '') throw problem('endpoint-host', 'The address names no computer.', 'Write ssh://user@host.')
  if (user?.includes(':'))
    throw problem(
      'endpoint-password',
      'Passwords do not belong into an address.',
      'Leave it out, choose signing in by password, and enter it there.',
    )
  // An option instead of a name would reach the ssh of other programs (CVE-2017-1000117).
  if (host.startsWith('-') || user?.startsWith('-'))
    throw problem('endpoint-host', 'A name cannot start with a dash.', 'Write ssh://user@host.')
  const socketPath = path === '' || path === '/' ? null : path
  if (socketPath && !/^\/[\w./-]+$/.test(socketPath))
    throw problem(
      'endpoint-path',
      'This path of a socket cannot be used over SSH.',
      'Use letters, digits, dots, dashes, underscores and slashes.',
    )
  return { kind: 'ssh', user: user ? decoded(user) : null, host, port: port ?? 22, socketPath }
}

/** As the CLI reads it: DOM%5Cadmin is the account DOM\admin, me%40corp.example is me@corp.example. */
function decoded(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch {
    throw problem('endpoint-user', `“${user}” is not a user’s name.`, 'A percent sign in a name is written %25.')
  }
}

function authority(
  rest: string,
  scheme: string,
): { user: string | null; host: string; port: number | null; path: string } {
  if (!rest.startsWith('//'))
    throw problem(
      'endpoint-scheme',
      `Two slashes follow ${scheme}:.`,
      `Write ${scheme}://${rest.replace(/^[/\\]+/, '')}.`,
    )
  const [, user = null, bracketed, plain, portText, path = ''] =
    rest.match(/^\/\/(?:([^/]*)@)?(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^/:@\s[\]?#]*))(?::([^/:]*))?(\/[^?#]*)?$/i) ?? []
  const host = bracketed ?? plain
  if (host === undefined)
    throw problem(
      'endpoint-host',
      'The name of the computer cannot be read.',
      `Write ${scheme}://host or ${scheme}://host:port; an IPv6 address stands in brackets: ${scheme}://[fd00::7].`,
    )
  if (host !== '' && !bracketed && !/^[\w.-]+$/.test(host))
    throw problem(
      'endpoint-host',
      `“${host}” is not a computer’s name.`,
      'Use letters, digits, dots and dashes, or an IP address.',
    )
  return { user, host, port: portText === undefined ? null : readPort(portText), path }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw problem(
      'endpoint-port',
      `“${text}” is not a port.`,
      `A port is a number from 1 to 65535; engines use ${plainPort} plain and ${tlsPort} with TLS.`,
    )
  }
  return port
}

function problem(code: string, message: string, remedy: string): SlipwayError {
  return new SlipwayError({ code, message, cause: 'The address of an engine has a fixed form.', remedy })
}

/** True when the engine runs on another computer, as far as the address tells. */
export function isRemote(endpoint: Endpoint): boolean {
  if (endpoint.kind === 'npipe') return !endpoint.path.startsWith('//./')
  if (endpoint.kind === 'unix') return false
  if (endpoint.kind === 'ssh') return true
  return !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(endpoint.host)
}
