/** End-to-end specs whose tests run against the practice host too, as a project of their own. */
export const onPractice: readonly string[] = [
  'containers-kept.spec.ts',
  'containers.spec.ts',
  'create-container.spec.ts',
  'home.spec.ts',
  'images.spec.ts',
  'logs-options.spec.ts',
  'logs.spec.ts',
  'recovery.spec.ts',
  'small-window.spec.ts',
  'terminals.spec.ts',
  'terminals.window.spec.ts',
]

/** A test of these specs that cannot be asked of the practice host, by the start of its title. */
interface NotOnPractice {
  readonly title: string
  readonly reason: string
}

const WINDOWS_HAS_NO = 'a Windows engine does not have it'

const REGISTRY =
  'the practice engine pulls from its copies of registries only, not from one of the test; practice.spec.ts pulls there'

export const notOnPractice: readonly NotOnPractice[] = [
  { title: 'K4: a link to nowhere', reason: `${WINDOWS_HAS_NO}: it has no such links` },
  { title: 'K3: clicked twice it is done once', reason: 'there it is done before the second click' },
  {
    title: 'K3: limits are changed, and the name of a new image',
    reason: `${WINDOWS_HAS_NO}: it changes no limits, and commits no running container`,
  },
  { title: 'K3: a signal is sent from the kill dialog', reason: `${WINDOWS_HAS_NO}: signals are KILL and TERM only` },
  {
    title: 'K2: filled by mouse, it runs with exactly these settings',
    reason: `${WINDOWS_HAS_NO}: init, capabilities, a read-only root; its own settings are in practice.spec.ts`,
  },
  {
    title: 'K2: a published port answers on the host',
    reason: 'nothing listens behind a port that the practice engine publishes',
  },
  { title: 'I2: ', reason: REGISTRY },
  { title: 'X1: an image is pulled by keyboard only, from the palette on', reason: REGISTRY },
  {
    title: 'T1: links are http and https only; a program does not reach the clipboard',
    reason: 'on Windows the console host, not the program, writes what a terminal reads',
  },
  { title: 'T2: a shell of this computer takes commands', reason: 'nothing of it comes from an engine' },
]

/** Specs of which no test runs against the practice host as an engine, each with the reason. */
export const specsNotOnPractice: Readonly<Record<string, string>> = {
  'beside-host.spec.ts': 'it runs on the built-in practice host',
  'connections-ssh.spec.ts': 'SSH leads to the socket of a real engine; the practice host is none of it',
  'connections-tls.spec.ts': 'TLS of the practice engine is judged by the docker CLI (tests/practice)',
  'connections.spec.ts': 'connections that fail, and the list of them, ask no engine',
  'containers-windows.browser.spec.ts': 'a stub plays answers of a Windows engine that no preset gives',
  'create-container-again.browser.spec.ts': 'the form is hidden and shown again by the page alone',
  'create-container-windows.browser.spec.ts': 'a stub plays answers of a Windows engine that no preset gives',
  'frame.spec.ts': 'frame and keyboard ask no engine; recovery.spec.ts kills the practice host under an open page',
  'image-search.spec.ts': 'half of it runs on the built-in practice host, half needs a registry of the test',
  'images-windows.spec.ts': 'a stub plays a registry beside an engine',
  'lifecycle.window.spec.ts': 'start and end of the program ask no engine',
  'palette.spec.ts': 'the palette asks no engine',
  'practice.spec.ts': 'it runs on the built-in practice host',
  'sandbox.window.spec.ts': 'the sandbox of the window asks no engine',
  'secrets.browser.spec.ts': 'the keychain asks no engine',
  'security.window.spec.ts': 'what pages may do asks no engine',
  'settings.spec.ts': 'settings ask no engine',
  'tasks.spec.ts': REGISTRY,
  'terminals-flood.spec.ts': 'the practice shell interprets each line of a flood, and would be what is measured',
  'wizards.spec.ts': 'wizards change practice machines, and ask no engine',
}
