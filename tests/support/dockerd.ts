import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BackgroundProgram, findProgram, startProgram } from './background-program.ts'
import { killContainerd, makeBridge, removeDockerd } from './dockerd-remains.ts'
import { engineAnswers } from './engine-request.ts'
import { freePort } from './free-port.ts'
import { loadTestImages } from './images.ts'
import { keepFolder, temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** Paths of PEM files. */
export type TlsFiles = { ca: string; cert: string; key: string }

/** What a private dockerd is started with. */
export type DockerdOptions = {
  /** Load IMAGES (images.ts) before it is handed out. */
  images?: boolean
  /** Also listen on 127.0.0.1: `true` for plain TCP, or TLS that demands a client certificate of `ca`. */
  tcp?: true | TlsFiles
  /** 'bridge' (the default): a bridge of its own, published ports by the userland proxy. 'none': no networks. */
  network?: 'bridge' | 'none'
  /** The group that may use the socket, by number: for a program that runs as an ordinary user. Nobody by default. */
  group?: number
  /** More arguments of dockerd. */
  args?: string[]
}

/** A private dockerd. */
export type Dockerd = {
  socketPath: string
  /** unix://… */
  url: string
  /** tcp://127.0.0.1:port, when asked for. */
  tcpUrl: string | undefined
  folder: string
  pid: () => number
  log: () => string
  /** Ends it at once, as a crash does; its data stay. */
  kill: () => Promise<void>
  /** Starts it again on the same data and addresses (after stopping it when it runs). */
  restart: () => Promise<void>
  /** Ends it for good: its containers, mounts, bridge and folder go. */
  stop: () => Promise<void>
}

/** Why no dockerd can be started here, or undefined when it can. */
export function whyNoDockerd(): string | undefined {
  if (process.platform !== 'linux') return 'dockerd runs on Linux only'
  if (!findProgram('dockerd')) return 'dockerd is not installed'
  return process.getuid?.() === 0 ? undefined : 'dockerd needs root'
}

/** Starts a private dockerd; resolves when it answers. One that does not come up is tried a second time. */
export async function startDockerd(options: DockerdOptions = {}): Promise<Dockerd> {
  const why = whyNoDockerd()
  if (why) throw new Error(why)
  try {
    return await startOnce(options)
  } catch (error) {
    console.warn(`dockerd did not start, once more: ${error instanceof Error ? error.message : error}`)
    return startOnce(options)
  }
}

async function startOnce(options: DockerdOptions): Promise<Dockerd> {
  // A short path: a Unix socket's may have 107 bytes, and dockerd appends its own names.
  const { path: folder } = temporaryFolder('swd-')
  // Only stop() may delete it, after unmounting what is mounted in it.
  keepFolder(folder)
  if (options.group !== undefined) letGroupThrough(folder, options.group)
  const socketPath = join(folder, 'd.sock')
  const port = options.tcp ? await freePort() : undefined
  const bridge = options.network === 'none' ? undefined : makeBridge(folder)
  const args = [
    ...baseArguments(folder, socketPath, bridge),
    ...tcpArguments(options, port),
    ...groupArguments(options),
    ...(options.args ?? []),
  ]
  writeFileSync(join(folder, 'daemon.json'), '{}')

  let program: BackgroundProgram | undefined
  const start = async () => {
    const started = startProgram(findProgram('dockerd') ?? 'dockerd', args, join(folder, 'log'))
    program = started
    await waitFor(
      'dockerd to answer',
      async () => {
        if (!started.running()) throw new Error(`dockerd ended: ${started.log().slice(-2000)}`)
        return engineAnswers(socketPath)
      },
      40,
    )
  }
  const stop = () => removeDockerd(folder, socketPath, program?.pid)
  const kill = async () => {
    program?.signal('SIGKILL')
    await waitFor('dockerd to end', () => !program?.running(), 10)
    await killContainerd(folder)
  }
  try {
    await start()
    if (options.images) await loadTestImages(socketPath)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    socketPath,
    url: `unix://${socketPath}`,
    tcpUrl: port === undefined ? undefined : `tcp://127.0.0.1:${port}`,
    folder,
    pid: () => program?.pid ?? 0,
    log: () => program?.log() ?? '',
    kill,
    restart: async () => {
      if (program?.running()) await program.stop(30)
      await start()
    },
    stop,
  }
}

function baseArguments(folder: string, socketPath: string, bridge: string | undefined): string[] {
  return [
    `--data-root=${join(folder, 'data')}`,
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'pid')}`,
    `--host=unix://${socketPath}`,
    // Packet filter rules belong to the whole machine: two daemons would undo each other's.
    '--iptables=false',
    '--ip-forward=false',
    `--bridge=${bridge ?? 'none'}`,
    // Not the machine's own /etc/docker/daemon.json.
    `--config-file=${join(folder, 'daemon.json')}`,
  ]
}

/** The folder is private to root: its group may pass through to the socket, no more. */
function letGroupThrough(folder: string, group: number): void {
  chownSync(folder, 0, group)
  chmodSync(folder, 0o710)
}

function groupArguments({ group }: DockerdOptions): string[] {
  return group === undefined ? [] : [`--group=${group}`]
}

function tcpArguments({ tcp }: DockerdOptions, port: number | undefined): string[] {
  if (!tcp) return []
  const host = `--host=tcp://127.0.0.1:${port}`
  if (tcp === true) return [host, '--tls=false']
  return [host, '--tlsverify', `--tlscacert=${tcp.ca}`, `--tlscert=${tcp.cert}`, `--tlskey=${tcp.key}`]
}
