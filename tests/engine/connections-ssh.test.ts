import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Machine } from '../../main/machines/machine.ts'
import { Machines } from '../../main/machines/machines.ts'
import { openSecrets } from '../../main/secrets.ts'
import type { Explained } from '../../preload/contract/explained.ts'
import type { ConnectionDraft } from '../../preload/contract/machines.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { type Sshd, startSshd, whyNoSshd } from '../support/sshd.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerd() ?? whyNoSshd()

describeWhere(!why, why ?? '', 'C1: SSH against a real sshd', () => {
  let engine: Dockerd
  let sshd: Sshd
  let home: TemporaryFolder
  let machines: Machines

  beforeAll(async () => {
    engine = await startDockerd({ network: 'none' })
    sshd = await startSshd({ environment: { DOCKER_HOST: engine.url }, maxSessions: 4 })
  })
  afterAll(async () => {
    await sshd?.stop()
    await engine?.stop()
  })
  beforeEach(async () => {
    home = temporaryFolder()
    machines = await open({})
    return () => {
      machines.close()
      home.remove()
    }
  })
  async function open(env: NodeJS.ProcessEnv): Promise<Machines> {
    const secrets = await openSecrets(home.path)
    const made = new Machines({ folder: home.path, secrets, env, home: home.path, platform: 'linux' })
    await made.start()
    return made
  }

  const draft = (change: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
    name: 'SSH engine',
    url: `ssh://${sshd.user}@${sshd.host}:${sshd.port}`,
    tls: null,
    ssh: { authentication: 'key', keyFile: sshd.keyPath },
    ...change,
  })
  const knownHosts = () => join(home.path, '.ssh', 'known_hosts')
  const know = (text: string) => {
    mkdirSync(join(home.path, '.ssh'), { recursive: true, mode: 0o700 })
    writeFileSync(knownHosts(), text)
  }
  const knowRight = () => know(`[${sshd.host}]:${sshd.port} ${sshd.hostKey()}\n`)
  const test = (connection = draft()) => machines.test(connection, {}, undefined, AbortSignal.timeout(20_000))
  const failureOf = async (connection?: ConnectionDraft): Promise<Explained> => {
    const result = await test(connection)
    if (result.ok) throw new Error('It connected')
    return result.error
  }

  it('C1: an unknown host key is refused until it is accepted, and then kept where ssh keeps it', async () => {
    know('# mine\nother.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0SHx1zwbhGhmZ7wIdAKCXZbZo1Hqq4wAbDFMu1pqLC')
    const error = await failureOf()
    expect(error.code).toBe('ssh-host-key-unknown')
    if (error.action?.kind !== 'trust-host-key') throw new Error('no button')
    const { host, fingerprint, keyType } = error.action
    const expected = execFileSync('ssh-keygen', ['-lf', '-'], { input: sshd.hostKey(), encoding: 'utf8' }).split(' ')[1]
    expect({ host, fingerprint, keyType }).toEqual({
      host: `[${sshd.host}]:${sshd.port}`,
      fingerprint: expected,
      keyType: 'ssh-ed25519',
    })
    await expect(machines.trustHostKey(host, 'SHA256:somethingelse')).rejects.toThrow(/not been shown/)
    await machines.trustHostKey(host, fingerprint)
    expect(await test()).toMatchObject({ ok: true })
    const text = readFileSync(knownHosts(), 'utf8')
    expect(text).toMatch(/^# mine\nother\.example /)
    expect(text).toContain(`\n[${sshd.host}]:${sshd.port} ${sshd.hostKey()}\n`)
    expect(statSync(knownHosts()).mode & 0o777).toBe(0o600)
    // OpenSSH itself reads it so.
    const found = execFileSync('ssh-keygen', ['-F', host, '-f', knownHosts()], { encoding: 'utf8' })
    expect(found).toContain(sshd.hostKey())
  })

  it('C1: a machine that waits for its host key connects by itself once it is accepted', async () => {
    const id = await machines.saved.add(draft(), {})
    machines.open(id)
    await waitFor('failed', () => machines.list.get(id)?.state.kind === 'failed')
    const state = machines.list.get(id)?.state
    if (state?.kind !== 'failed' || state.error.action?.kind !== 'trust-host-key') throw new Error('no button')
    expect(state.error.action.machine).toBe(id)
    await machines.trustHostKey(state.error.action.host, state.error.action.fingerprint)
    await waitFor('connected', () => machines.list.get(id)?.state.kind === 'connected')
  })

  it('C1: hashed entries are understood', async () => {
    knowRight()
    execFileSync('ssh-keygen', ['-H', '-f', knownHosts()], { stdio: 'ignore' })
    expect(readFileSync(knownHosts(), 'utf8')).toMatch(/^\|1\|/)
    expect(await test()).toMatchObject({ ok: true })
  })

  it('C1: a changed host key is refused, with no button to accept it', async () => {
    knowRight()
    const before = sshd.hostKey()
    await sshd.changeHostKey()
    expect(sshd.hostKey()).not.toBe(before)
    const error = await failureOf()
    expect(error.code).toBe('ssh-host-key-changed')
    expect(error.action?.kind).toBe('copy')
    expect(readFileSync(knownHosts(), 'utf8')).toContain(before)
  })

  it('C1: a revoked host key is refused', async () => {
    know(`@revoked * ${sshd.hostKey()}\n[${sshd.host}]:${sshd.port} ${sshd.hostKey()}\n`)
    expect((await failureOf()).code).toBe('ssh-host-key-revoked')
  })

  it('C1: many requests travel over one SSH connection', async () => {
    knowRight()
    const id = await machines.saved.add(draft(), {})
    const link = machines.find(id)
    await waitFor('connected', () => link.connected)
    expect(link.remote).toBe(true)
    for (let round = 0; round < 20; round += 1) await link.client().ping()
    const both = await Promise.all([link.client().info(), link.client().version()])
    expect(both[1].ApiVersion).toBe(link.facts().maxApiVersion)
    expect((link as Machine).sshConnections()).toBe(1)
  })

  it('C1: more streams than the server allows on one connection (MaxSessions) still all open', async () => {
    knowRight()
    const id = await machines.saved.add(draft(), {})
    const link = machines.find(id)
    await waitFor('connected', () => link.connected)
    const streams = await Promise.all(Array.from({ length: 9 }, () => link.client().getEvents()))
    expect(streams).toHaveLength(9)
    expect((link as Machine).sshConnections()).toBeGreaterThan(1)
    expect((link as Machine).sshConnections()).toBeLessThanOrEqual(4)
    for (const stream of streams) (stream as unknown as { destroy(): void }).destroy()
    await link.client().ping()
  })

  it('C4: the SSH connection breaks: reconnecting, then connected again by itself', async () => {
    knowRight()
    const id = await machines.saved.add(draft(), {})
    const link = machines.find(id)
    await waitFor('connected', () => link.connected)
    const seen: boolean[] = []
    link.onConnected((connected) => seen.push(connected))
    sshd.dropSessions()
    await waitFor('connected again', () => seen.join() === 'false,true')
  })

  it('C1: a key that the server does not know is refused', async () => {
    knowRight()
    const other = join(home.path, 'other-key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other])
    const error = await failureOf(draft({ ssh: { authentication: 'key', keyFile: other } }))
    expect(error.code).toBe('ssh-authentication-failed')
    const missing = await failureOf(draft({ ssh: { authentication: 'key', keyFile: join(home.path, 'none') } }))
    expect(missing.code).toBe('ssh-key-missing')
  })

  it('C1, C6: a key with a passphrase, which is a secret', async () => {
    knowRight()
    const locked = join(home.path, 'locked-key')
    writeFileSync(locked, sshd.key, { mode: 0o600 })
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', locked])
    const connection = draft({ ssh: { authentication: 'key', keyFile: locked } })
    expect((await failureOf(connection)).code).toBe('ssh-key-unusable')
    const ask = (keyPassphrase: string) =>
      machines.test(connection, { keyPassphrase }, undefined, AbortSignal.timeout(20_000))
    expect(await ask('wrong')).toMatchObject({ ok: false, error: { code: 'ssh-key-unusable' } })
    expect(await ask('open sesame')).toMatchObject({ ok: true })
  })

  it('C1: the agent signs in; without one the failure says so', async () => {
    knowRight()
    const agent = { authentication: 'agent' as const }
    expect((await failureOf(draft({ ssh: agent }))).code).toBe('ssh-agent-missing')
    const socket = join(home.path, 'agent')
    const started = execFileSync('ssh-agent', ['-a', socket], { encoding: 'utf8' })
    const pid = Number(started.match(/SSH_AGENT_PID=(\d+)/)?.[1])
    try {
      execFileSync('ssh-add', ['-q', sshd.keyPath], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' })
      machines.close()
      machines = await open({ SSH_AUTH_SOCK: socket })
      expect(await test(draft({ ssh: agent }))).toMatchObject({ ok: true })
      // Contexts and DOCKER_HOST with ssh:// have no settings: the agent, as the CLI.
      expect(await test(draft({ ssh: null }))).toMatchObject({ ok: true })
    } finally {
      process.kill(pid)
    }
  })

  it('C7: a computer without the docker command says so', async () => {
    const bare = await startSshd({ environment: { PATH: '/nonexistent' } })
    try {
      know(`[${bare.host}]:${bare.port} ${bare.hostKey()}\n`)
      const url = `ssh://${bare.user}@${bare.host}:${bare.port}`
      const error = await failureOf(draft({ url, ssh: { authentication: 'key', keyFile: bare.keyPath } }))
      expect(error.code).toBe('ssh-no-docker')
      expect(error.detail).toMatch(/docker/)
    } finally {
      await bare.stop()
    }
  })
})
