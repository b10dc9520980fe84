import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, isRunning, signalProcess, stopProcess } from './background-program.ts'
import { engineAnswers, engineRequest } from './engine-request.ts'
import { waitFor } from './wait-for.ts'

const bridgeFile = 'bridge'

/**
 * Makes a network bridge for one dockerd, on a subnet chosen at random from 10.200.0.0-10.249.255.0 (24 bits), and
 * notes its name in the folder. Undefined where bridges cannot be made: then the engine has no network.
 */
export function makeBridge(folder: string): string | undefined {
  const ip = findProgram('ip')
  if (!ip) return undefined
  const random = () => Math.floor(Math.random() * 250)
  const name = `sw${folder.slice(-6).toLowerCase()}`
  const address = `10.${200 + (random() % 50)}.${random()}.1/24`
  const commands = [
    ['link', 'add', 'name', name, 'type', 'bridge'],
    ['addr', 'add', address, 'dev', name],
    ['link', 'set', name, 'up'],
  ]
  if (!commands.every((args) => spawnSync(ip, args).status === 0)) return undefined
  writeFileSync(join(folder, bridgeFile), name)
  return name
}

/** Ends a dockerd and takes away what it leaves: containers, networks, helper processes, mounts, bridge, folder. */
export async function removeDockerd(folder: string, socketPath: string, pid: number | undefined): Promise<void> {
  if (await engineAnswers(socketPath)) await removeContents(socketPath).catch(() => undefined)
  if (pid !== undefined) await stopProcess(pid, 20)
  for (const left of processesOf(folder)) signalProcess(left, 'SIGKILL')
  for (const mount of mountsUnder(folder)) spawnSync('umount', ['-l', mount])
  const bridge = join(folder, bridgeFile)
  if (existsSync(bridge)) spawnSync(findProgram('ip') ?? 'ip', ['link', 'del', readFileSync(bridge, 'utf8')])
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/**
 * Ends the containerd of a dockerd that was killed: a new dockerd would take it for its own, or wait for the lock of
 * its database, and give up after 15 s. The containers' shims live on, as after a crash.
 */
export async function killContainerd(folder: string): Promise<void> {
  const left = processesOf(folder).filter((pid) => /^\S*containerd\0--config/.test(commandLine(pid)))
  for (const pid of left) signalProcess(pid, 'SIGKILL')
  await waitFor('containerd to end', () => !left.some(isRunning), 10)
  rmSync(join(folder, 'exec', 'containerd', 'containerd.pid'), { force: true })
  rmSync(join(folder, 'exec', 'containerd', 'containerd.sock'), { force: true })
}

async function removeContents(socketPath: string): Promise<void> {
  const { body } = await engineRequest(socketPath, 'GET', '/containers/json?all=1')
  const containers: { Id: string }[] = JSON.parse(body)
  await Promise.all(containers.map(({ Id }) => engineRequest(socketPath, 'DELETE', `/containers/${Id}?force=1&v=1`)))
  await engineRequest(socketPath, 'POST', '/networks/prune')
}

/** containerd and its shims carry the exec folder in their arguments. */
function processesOf(folder: string): number[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return numbers.map(Number).filter((pid) => pid !== process.pid && commandLine(pid).includes(`${folder}/`))
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** The mounts below a folder, the innermost first. */
function mountsUnder(folder: string): string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
  const points = lines.map((line) => line.split(' ')[4] ?? '').filter((point) => point.startsWith(`${folder}/`))
  return points.sort((a, b) => b.length - a.length)
}
