import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Call, CallOutcome, StreamItem } from '../../../main/setup/call.ts'
import { runnerFolder } from '../powershell/pwsh.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { standInModule } from './generate.ts'
import { cmdletMetadata } from './metadata.ts'

/**
 * Cmdlets that PowerShell 7 on Linux has too, and whose Windows behaviour a plan needs. Restart-Computer, Get-Process and
 * Invoke-WebRequest have no path to tell by and always go to the practice machine.
 */
const shadowed = [
  ...['Get-Item', 'Set-Item', 'New-Item', 'Remove-Item', 'Copy-Item', 'Move-Item', 'Rename-Item', 'Test-Path'],
  ...['Get-ItemProperty', 'Set-ItemProperty', 'New-ItemProperty', 'Remove-ItemProperty', 'Get-ItemPropertyValue'],
  ...['Get-ChildItem', 'Get-Content', 'Set-Content', 'Add-Content', 'Get-FileHash', 'Expand-Archive', 'Unblock-File'],
]
const taken = ['Restart-Computer', 'Invoke-WebRequest', 'Test-Connection', 'Get-Process']

/** Names of PowerShell 7 on Linux itself: a stand-in for them would break the script that it stands in. */
const own = /^(ConvertFrom|ConvertTo|ForEach|Format|Group|Measure|Out|Select|Sort|Where|Write|Receive|Enter|Exit)-/
const ownNames = new Set([
  ...['Clear-Content', 'Clear-Host', 'Get-Alias', 'Get-Command', 'Get-Credential', 'Get-Date', 'Get-ExecutionPolicy'],
  ...['Get-Help', 'Get-Host', 'Get-Member', 'Get-Module', 'Get-PSDrive', 'Get-PSSession'],
  ...[
    'Get-Variable',
    'Import-Module',
    'Invoke-Command',
    'New-PSSession',
    'New-PSSessionOption',
    'Remove-PSSession',
    'Resolve-Path',
  ],
  ...['Set-ExecutionPolicy', 'Start-Process', 'Stop-Process', 'Wait-Process', 'Get-PSSessionConfiguration'],
])

export type Answer = (call: Call, onStream: (item: StreamItem) => void) => Promise<CallOutcome>

export interface StandIns {
  /** For the PowerShell that they are to be seen in. */
  readonly environment: NodeJS.ProcessEnv
  /** A copy of the runner whose runspaces have them from the start. */
  readonly runnerFolder: string
  /** The module, to be imported by a script that runs without the runner. */
  readonly modulePath: string
  stop(): Promise<void>
}

/**
 * Makes stand-ins for Windows' cmdlets and for the native commands in `natives`, which ask `answer` over a Unix socket.
 * `tail`: PowerShell that each runspace runs last of all. A stand-in asks with `take: ['*']`: every property, nested ones as objects.
 */
export async function startStandIns(
  answer: Answer,
  natives: readonly string[] = [],
  { tail = '' }: { tail?: string } = {},
): Promise<StandIns> {
  const folder = temporaryFolder('sli-')
  const socketPath = join(folder.path, 'socket')
  const moduleFolder = join(folder.path, 'modules', 'SlipwayStandIns')
  const modulePath = join(moduleFolder, 'SlipwayStandIns.psm1')
  mkdirSync(moduleFolder, { recursive: true })
  writeFileSync(modulePath, moduleText())

  const runner = join(folder.path, 'runner')
  cpSync(runnerFolder, runner, { recursive: true })
  const module = join(runner, 'Slipway.psm1')
  const load = `Microsoft.PowerShell.Core\\Import-Module -Name '${modulePath}' -Global -DisableNameChecking\n`
  writeFileSync(module, `${readFileSync(module, 'utf8')}\n${load}${tail}`)

  const programs = join(folder.path, 'programs')
  mkdirSync(programs)
  const program = join(folder.path, 'native.mjs')
  copyFileSync(join(import.meta.dirname, 'native.mjs'), program)
  chmodSync(program, 0o755)
  for (const name of natives) symlinkSync(program, join(programs, name))

  const server = await listen(socketPath, answer)
  return {
    environment: {
      SLIPWAY_STAND_INS: socketPath,
      PSModulePath: join(folder.path, 'modules'),
      PATH: [programs, process.env.PATH].join(delimiter),
    },
    runnerFolder: runner,
    modulePath,
    stop: async () => {
      await new Promise((done) => server.close(done))
      folder.remove()
    },
  }
}

function moduleText(): string {
  const chosen = Object.entries(cmdletMetadata).filter(
    ([name]) => shadowed.includes(name) || taken.includes(name) || !(own.test(name) || ownNames.has(name)),
  )
  const originals = new Map(
    shadowed.map((name) => [name, `${cmdletMetadata[name]?.module ?? 'Microsoft.PowerShell.Management'}\\${name}`]),
  )
  const body = readFileSync(join(import.meta.dirname, 'stand-in.ps1'), 'utf8')
  return `${body}\n${standInModule(Object.fromEntries(chosen), originals)}\n`
}

function listen(path: string, answer: Answer): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    const lines = createInterface({ input: socket })
    lines.on('line', (line) => void reply(socket, line, answer))
    // A PowerShell that is killed resets it.
    lines.on('error', () => undefined)
  })
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(path, () => done(server))
  })
}

async function reply(socket: Socket, line: string, answer: Answer): Promise<void> {
  const send = (message: object) => socket.write(`${JSON.stringify(message)}\n`)
  try {
    send({ outcome: await answer(JSON.parse(line), (stream) => send({ stream })) })
  } catch (error) {
    send({ failure: error instanceof Error ? error.message : String(error) })
  }
  socket.end()
}
