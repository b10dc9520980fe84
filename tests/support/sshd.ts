import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type BackgroundProgram, findProgram, signalProcess, startProgram } from './background-program.ts'
import { freePort } from './free-port.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** A private sshd; the only way in is the user key. */
export type Sshd = {
  host: '127.0.0.1'
  port: number
  user: string
  /** The user's private key: its file and its text (OpenSSH format, no passphrase). */
  keyPath: string
  key: string
  /** The host's public key as known_hosts has it: "ssh-ed25519 AAAA…". */
  hostKey: () => string
  log: () => string
  /** Starts it again with another host key, as a machine that was set up anew. */
  changeHostKey: () => Promise<void>
  /** Ends every session at once, as a broken link does; sshd itself goes on. */
  dropSessions: () => void
  stop: () => Promise<void>
}

/** Why no sshd can be started here, or undefined. */
export function whyNoSshd(): string | undefined {
  return findProgram('sshd') && findProgram('ssh-keygen') ? undefined : 'sshd and ssh-keygen are not installed'
}

/** Starts sshd on a free port of 127.0.0.1. `environment` is set for each session (DOCKER_HOST of `docker system dial-stdio`). */
export async function startSshd({
  environment = {},
  maxSessions = 100,
  subsystems = {},
}: {
  environment?: Record<string, string>
  /** Channels that one connection may open; sshd's own default is 10. */
  maxSessions?: number
  /** Command line of each subsystem; PowerShell's remoting is one. */
  subsystems?: Record<string, string>
} = {}): Promise<Sshd> {
  const why = whyNoSshd()
  if (why) throw new Error(why)
  const { path: folder, remove } = temporaryFolder('sws-')
  const port = await freePort()
  const keyPath = join(folder, 'user')
  const hostPath = join(folder, 'host')
  makeKey(keyPath)
  makeKey(hostPath)
  // sshd as root refuses to start without its privilege separation folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostPath}`,
    `AuthorizedKeysFile ${keyPath}.pub`,
    `PidFile ${join(folder, 'pid')}`,
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'LogLevel VERBOSE',
    'MaxStartups 100',
    `MaxSessions ${maxSessions}`,
    ...Object.entries(subsystems).map(([name, line]) => `Subsystem ${name} ${line}`),
    ...Object.entries(environment).map(([name, value]) => `SetEnv ${name}=${value}`),
  ]
  writeFileSync(join(folder, 'config'), `${lines.join('\n')}\n`)

  let program: BackgroundProgram
  const start = async () => {
    // sshd starts itself again for each connection: it wants its absolute path.
    const started = startProgram(
      findProgram('sshd') ?? '/usr/sbin/sshd',
      ['-D', '-e', '-f', join(folder, 'config')],
      join(folder, 'log'),
    )
    program = started
    await waitFor('sshd to listen', async () => {
      if (!started.running()) throw new Error(`sshd ended: ${started.log().slice(-1000)}`)
      return listens(port)
    })
    return started
  }
  const started = await start()
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    keyPath,
    key: readFileSync(keyPath, 'utf8'),
    hostKey: () => readFileSync(`${hostPath}.pub`, 'utf8').split(' ').slice(0, 2).join(' '),
    log: started.log,
    changeHostKey: async () => {
      await program.stop()
      rmSync(hostPath)
      makeKey(hostPath)
      await start()
    },
    dropSessions: () => {
      const children = readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8')
      for (const pid of children.trim().split(' ')) if (pid) signalProcess(Number(pid), 'SIGKILL')
    },
    stop: async () => {
      await program.stop()
      remove()
    },
  }
}

function makeKey(path: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'slipway-test', '-f', path], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
