import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseCommandLine } from './command-line/arguments.ts'
import { runCommand } from './command-line/run.ts'
import { version } from './version.ts'

/** The command door of a checkout or an npm install: `slipway`, `slipway serve`. The packaged program's is app.ts. */
async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2), version)
  if (command.kind !== 'window') {
    return runCommand(command, { version, pages: join(__dirname, '../renderer') })
  }
  // `npm start` knows every way to a window (scripts/start.mjs); the command uses the same one.
  const child = spawn(process.execPath, [join(__dirname, '../../scripts/start.mjs')], { stdio: 'inherit' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

void main().then((code) => {
  process.exitCode = code
})
