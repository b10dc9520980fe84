import { Command, CommanderError, InvalidArgumentError } from 'commander'

/** What the command line asks for. */
export type CommandLine =
  | { kind: 'window' }
  | { kind: 'serve'; options: ServeCommandOptions }
  /** Help, version or a usage error: print and leave. */
  | { kind: 'text'; text: string; exitCode: number }

export interface ServeCommandOptions {
  port: number
  host: string
  open: boolean
  tlsCert?: string
  tlsKey?: string
  allowHostShell: boolean
  dataFolder?: string
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

/**
 * Parses the arguments after the program's name; Chromium's own switches must be taken out before.
 * Does not print and does not exit.
 */
export function parseCommandLine(args: readonly string[], version: string): CommandLine {
  let text = ''
  let result: CommandLine = { kind: 'window' }
  const write = (part: string) => {
    text += part
  }
  const program = new Command('slipway')
    .description('Windows container hosts, containers, images and terminals.\nWithout a command it opens the window.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .allowExcessArguments()
    .action(() => {
      const [word] = program.args
      if (word !== undefined) program.error(`error: there is no command '${word}' (see slipway --help)`)
      result = { kind: 'window' }
    })
  program
    .command('serve')
    .description('open the same program in a browser: for Server Core, jump hosts and machines without a display')
    .option('-p, --port <number>', 'port to listen on; 0 takes a free one', parsePort, 0)
    .option('--host <address>', 'address to listen on; any but loopback needs TLS', '127.0.0.1')
    .option('--open', 'open the address in the default browser', false)
    .option('--tls-cert <file>', 'certificate chain, PEM')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--allow-host-shell', 'let the page open shells of this machine', false)
    .option('--data-folder <folder>', 'keep settings and connections there')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .action((options: ServeCommandOptions) => {
      result = { kind: 'serve', options }
    })
  try {
    program.parse([...args], { from: 'user' })
    return result
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { kind: 'text', text, exitCode: error.exitCode }
  }
}

/** Takes out the switches that Electron and Chromium read themselves (`--no-sandbox`, `--user-data-dir=…`, …). */
export function withoutChromiumSwitches(args: readonly string[]): string[] {
  const own = /^--(help|version|port|host|open|tls-cert|tls-key|allow-host-shell|data-folder)(=|$)/
  return args.filter((arg) => !arg.startsWith('--') || own.test(arg))
}
