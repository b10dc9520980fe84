import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'

/** What the command line asks for. */
export type CommandLine =
  /** `run`: Windows started the program again for this run, after a restart. */
  | { kind: 'window'; run: string | null }
  | { kind: 'serve'; options: ServeCommandOptions }
  | { kind: 'practice'; options: PracticeCommandOptions }
  | { kind: 'facts'; options: FactsCommandOptions }
  | { kind: 'setup'; options: SetupCommandOptions }
  /** Help, version or a usage error: print and leave. */
  | { kind: 'text'; text: string; exitCode: number }

export interface ServeCommandOptions {
  port: number
  host: string
  open: boolean
  tlsCert?: string
  tlsKey?: string
  allowHostShell: boolean
  allowHostChanges: boolean
  dataFolder?: string
}

export interface PracticeCommandOptions {
  /** `unix://…`, `npipe://…` or `tcp://HOST:PORT`; none: the state folder's own socket or pipe. */
  listen: string[]
  machine?: string
  state?: string
  tlsCa?: string
  tlsCert?: string
  tlsKey?: string
  reset: boolean
}

export interface FactsCommandOptions {
  on: string
  json: boolean
  dataFolder?: string
}

export interface SetupCommandOptions {
  /** `prepare-host`, or a procedure's id. */
  procedure: string
  on: string
  /** `name=value`, as the procedure's parameters are called. */
  set: string[]
  do: 'show' | 'run' | 'resume' | 'undo' | { export: string }
  /** The warnings of the plan are taken as read. */
  yes: boolean
  /** Where the plan restarts this machine, it goes on by itself after the next logon. */
  continueAfterRestart: boolean
  dataFolder?: string
}

/** Exactly one of what `slipway setup` can do; throws a usage error else. */
function parseDeed(given: Record<string, unknown>): SetupCommandOptions['do'] {
  const deeds = (['show', 'run', 'resume', 'undo'] as const).filter((deed) => given[deed] === true)
  const file = typeof given.export === 'string' ? given.export : null
  const [deed] = deeds
  if (deeds.length + (file === null ? 0 : 1) > 1 || (deed === undefined && file === null)) {
    throw new InvalidArgumentError('Give one of --show, --export FILE, --run, --resume or --undo.')
  }
  return file === null ? (deed ?? 'show') : { export: file }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

const hostForms = 'local, winrm://[user@]host[:port][?https], ssh://user@host, vm:NAME or practice:MACHINE[/VM]'
const exitCodes = `
Exit codes: 0 done, or shown with nothing in the way; 1 failed or wrong usage; 2 the plan cannot run as things stand;
3 the host must be restarted before it goes on (--resume).`

/** The id of a run, or null: anybody may start the program with anything. */
const readRun = (given: unknown): string | null =>
  typeof given === 'string' && /^[\w-]{1,80}$/.test(given) ? given : null

const collect = (value: string, before: string[]) => [...before, value]

/**
 * Parses the arguments after the program's name; Chromium's own switches must be taken out before.
 * Does not print and does not exit.
 */
export function parseCommandLine(args: readonly string[], version: string): CommandLine {
  let text = ''
  let result: CommandLine = { kind: 'window', run: null }
  const write = (part: string) => {
    text += part
  }
  const program = new Command('slipway')
    .description('Windows container hosts, containers, images and terminals.\nWithout a command it opens the window.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addOption(new Option('--continue <run>', 'go on with a run after a restart').hideHelp())
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .allowExcessArguments()
    .action(() => {
      const [word] = program.args
      if (word !== undefined) program.error(`error: there is no command '${word}' (see slipway --help)`)
      result = { kind: 'window', run: readRun(program.opts().continue) }
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
    .option('--allow-host-changes', 'let the page change hosts; the practice host always may be changed', false)
    .option('--data-folder <folder>', 'keep settings and connections there')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .action((options: ServeCommandOptions) => {
      result = { kind: 'serve', options }
    })
  program
    .command('practice')
    .description('run the practice host alone: a Windows machine with an engine that any docker client can use')
    .option('-l, --listen <address>', 'where its engine listens; may be given several times', collect, [])
    .option('-m, --machine <name>', 'the Windows machine to be, such as server-2022')
    .option('--state <folder>', 'keep its state there')
    .option('--tls-ca <file>', 'authority of the clients, PEM: tcp addresses then demand their certificate')
    .option('--tls-cert <file>', 'certificate of tcp addresses, PEM')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--reset', 'put it back to its first state before it starts', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .action((options: PracticeCommandOptions) => {
      result = { kind: 'practice', options }
    })
  program
    .command('facts')
    .description('read what a host is: Windows, hardware, features, engine; changes nothing')
    .requiredOption('--on <host>', hostForms)
    .option('--json', 'print the facts as JSON', false)
    .option('--data-folder <folder>', 'where settings, passwords and practice machines are kept')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .action((options: FactsCommandOptions) => {
      result = { kind: 'facts', options }
    })
  const setup = program
    .command('setup')
    .argument('<procedure>', 'prepare-host, containers-feature, hyper-v, nested-virtualization or trust-remote-host')
    .description('look at a host, then show, write out, run or take back a plan for it')
    .requiredOption('--on <host>', hostForms)
    .option('--set <name=value>', 'a parameter of the procedure; may be given several times', collect, [])
    .option('--show', 'show the plan: each step, its state and its exact commands', false)
    .option('--export <file>', 'write the plan as one PowerShell script')
    .option('--run', 'run the plan', false)
    .option('--resume', 'go on with the last run of this procedure on this host', false)
    .option('--undo', 'take back what the last run of this procedure changed on this host', false)
    .option('--yes', 'take the warnings of the plan as read', false)
    .option('--continue-after-restart', 'on this machine: go on by itself after the restart and the next logon', false)
    .option('--data-folder <folder>', 'where journals, passwords and practice machines are kept')
    .addHelpText('after', exitCodes)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
  setup.action(
    (procedure: string, options: Record<string, unknown> & Omit<SetupCommandOptions, 'procedure' | 'do'>) => {
      const { on, set, yes, continueAfterRestart, dataFolder } = options
      try {
        const deed = parseDeed(options)
        result = {
          kind: 'setup',
          options: { procedure, on, set, yes, continueAfterRestart, do: deed, ...(dataFolder ? { dataFolder } : {}) },
        }
      } catch (error) {
        setup.error(`error: ${error instanceof Error ? error.message : String(error)}`)
      }
    },
  )
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
  const own =
    /^--(help|version|port|host|open|tls-cert|tls-key|allow-host-shell|allow-host-changes|data-folder|listen|machine|state|tls-ca|reset|on|set|show|export|run|resume|undo|yes|continue|continue-after-restart|json)(=|$)/
  return args.filter((arg) => !arg.startsWith('--') || own.test(arg))
}
