import { IMAGES } from './images.ts'

/** What the same test says to containers of another system: images, programs, paths and scripts. */
export interface Dialect {
  /** An image whose containers have a shell. */
  readonly image: string
  /** One with more programs, such as one that tells the size of its console. */
  readonly fullImage: string
  readonly shell: string
  /** What Slipway calls it. */
  readonly shellName: string
  /** Runs longer than any test. */
  readonly forever: string[]
  /** Runs as long, and ends at once when it is told to stop. */
  readonly stoppable: string[]
  /** What a list of processes shows of it. */
  readonly process: string
  /** Runs a line of the shell. */
  script(line: string): string[]
  /** A line after which nothing happens for longer than any test. */
  readonly wait: string
  /** A line that prints `prefix` with each number up to `count`. */
  lines(count: number, prefix?: string): string
  /** A line that prints `text`, but does not hold it: what is typed is not taken for what is printed. */
  say(text: string): string
  /** A line that prints `out-1`, `err-1`, `out-2` and `err-2` to its two streams, one after the other. */
  readonly streams: string
  /** A line that writes `text` to a file. */
  write(text: string, path: string): string
  /** Several lines as one. */
  inTurn(...lines: string[]): string
  /** A line that waits so many seconds. */
  pause(seconds: number): string
  /** A line that clears the screen. */
  readonly clear: string
  /** What the list shows of `stoppable` that was told to stop. */
  readonly stopped: RegExp
  /** A line that prints the size of the console, and how that is read. */
  readonly size: { readonly line: string; readonly rows: RegExp; readonly columns: RegExp }
  /** Runs a line and is a shell then. */
  thenShell(line: string): string[]
  /** A folder that every image has, at the root. */
  readonly folder: string
  /** An absolute path in a container. */
  path(...parts: string[]): string
  /** Steps of the form that makes a container. */
  readonly steps: readonly string[]
}

const stepsWith = (limits: string) => [
  'Image',
  'Run',
  limits,
  'Network and ports',
  'Storage',
  'Environment and labels',
  'Review',
]

export const linux: Dialect = {
  image: IMAGES.busybox,
  fullImage: IMAGES.busybox,
  shell: 'sh',
  shellName: 'sh',
  forever: ['sleep', '1000'],
  stoppable: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.2; done'],
  process: 'sh -c',
  script: (line) => ['sh', '-c', line],
  // A loop, so that the shell stays: it would become the last program of its line.
  wait: 'while :; do sleep 1; done',
  lines: (count, prefix = '') => `seq 1 ${count}${prefix ? ` | sed "s/^/${prefix}/"` : ''}`,
  say: (text) => `echo ${text.slice(0, 2)}""${text.slice(2)}`,
  streams: 'echo out-1; sleep 0.2; echo err-1 >&2; sleep 0.2; echo out-2; sleep 0.2; echo err-2 >&2; sleep 0.2',
  write: (text, path) => `echo ${text} > ${path}`,
  inTurn: (...lines) => lines.join('; '),
  pause: (seconds) => `sleep ${seconds}`,
  clear: 'clear',
  stopped: /Exited \(0\)/,
  size: { line: 'echo size=$(stty size).', rows: /size=(\d+) \d+\./, columns: /size=\d+ (\d+)\./ },
  thenShell: (line) => ['sh', '-c', `${line}; exec sh`],
  folder: 'tmp',
  path: (...parts) => `/${parts.join('/')}`,
  steps: stepsWith('Limits and privileges'),
}

export const windows: Dialect = {
  image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022',
  fullImage: 'mcr.microsoft.com/windows/servercore:ltsc2022',
  shell: 'cmd',
  shellName: 'Command Prompt',
  forever: ['ping', '-t', 'localhost'],
  stoppable: ['ping', '-t', 'localhost'],
  process: 'ping.exe',
  script: (line) => ['cmd', '/c', line],
  wait: 'ping -t localhost >nul',
  // In brackets: else what follows belongs to each round.
  lines: (count, prefix = '') => `(for /L %i in (1,1,${count}) do @echo ${prefix}%i)`,
  say: (text) => `echo ${text.slice(0, 2)}^${text.slice(2)}`,
  streams: ['echo out-1', 'echo err-1>&2', 'echo out-2', 'echo err-2>&2'].join('& ping -n 2 localhost >nul& '),
  write: (text, path) => `echo ${text}> ${path}`,
  inTurn: (...lines) => lines.join('& '),
  // The first of them goes out at once.
  pause: (seconds) => `ping -n ${Math.ceil(seconds) + 1} localhost >nul`,
  clear: 'cls',
  // STATUS_CONTROL_C_EXIT, as ping ends.
  stopped: /Exited \(3221225786\)/,
  size: { line: 'mode con', rows: /Lines: +(\d+)/, columns: /Columns: +(\d+)/ },
  thenShell: (line) => ['cmd', '/k', line],
  folder: 'Users',
  path: (...parts) => `C:\\${parts.join('\\')}`,
  steps: stepsWith('Isolation and limits'),
}
