import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { checkout } from './checkout.mjs'

/**
 * Runs a program with its output shown, and resolves to its exit code (1 when a signal ended it, 127 when it could
 * not be started). `timeout` is in milliseconds; a program that runs longer is killed.
 */
export function run(program, args = [], { env = {}, cwd = checkout, quiet = false, timeout } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? 'ignore' : 'inherit',
      timeout,
      killSignal: 'SIGKILL',
    })
    child.on('error', (error) => {
      if (!quiet) console.error(`${program}: ${error.message}`)
      done(127)
    })
    child.on('exit', (code) => done(code ?? 1))
  })
}

/** Runs the command line program of an installed package, e.g. `runTool('vitest/vitest.mjs', ['run'])`. */
export function runTool(script, args = [], options = {}) {
  return run(process.execPath, [join(checkout, 'node_modules', script), ...args], options)
}

/**
 * Runs npm without a shell. npm tells its own path to what it starts; without that (`node scripts/start.mjs`) the one
 * beside this Node is taken: on Windows `npm` is a .cmd file, which only a shell could start.
 */
export function runNpm(args, options = {}) {
  const script = npmScript()
  return script ? run(process.execPath, [script, ...args], options) : run('npm', args, options)
}

/** Runs npm and returns what it printed; throws when it fails. */
export function npmOutput(args, { cwd = checkout } = {}) {
  const script = npmScript()
  const [program, all] = script ? [process.execPath, [script, ...args]] : ['npm', args]
  const result = spawnSync(program, all, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (result.status !== 0) throw new Error(`npm ${args[0]} failed: ${result.stderr || result.error?.message}`)
  return result.stdout
}

function npmScript() {
  const told = process.env.npm_execpath
  if (told && /npm-cli\.c?js$/.test(told) && existsSync(told)) return told
  const near = [
    join(process.execPath, '..', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(process.execPath, '..', '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  return near.find((path) => existsSync(path))
}

/** The absolute path of a program on PATH (or in Debian's sbin folders), or undefined. */
export function which(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
}

/** The trimmed output of a program, or undefined when it fails or does not exist. */
export function output(program, args = []) {
  const result = spawnSync(program, args, { encoding: 'utf8' })
  return result.status === 0 ? result.stdout.trim() : undefined
}
