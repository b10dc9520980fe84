import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readContexts } from '../../main/connections/contexts.ts'
import { Machines } from '../../main/machines/machines.ts'
import { openSecrets } from '../../main/secrets.ts'
import type { TlsSettings } from '../../preload/contract/machines.ts'
import { type Certificates, makeCertificates } from '../support/certificates.ts'
import { dockerCli, whyNoDockerCli } from '../support/docker-cli.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerd() ?? whyNoDockerCli()

describeWhere(!why, why ?? '', 'C2, C5: contexts and the real docker CLI', () => {
  let certificates: Certificates
  let engine: Dockerd
  let home: TemporaryFolder
  let config: string
  let machines: Machines
  const cli = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const result = await dockerCli(args, { config, env })
    expect(result, args.join(' ')).toMatchObject({ code: 0 })
    return result.stdout.trim()
  }

  beforeAll(async () => {
    certificates = await makeCertificates()
    const { ca, server } = certificates
    engine = await startDockerd({
      network: 'none',
      tcp: { ca: ca.certPath, cert: server.certPath, key: server.keyPath },
    })
    home = temporaryFolder()
    config = join(home.path, '.docker')
    const folder = certificates.clientFolder
    const tls = `host=${engine.tcpUrl},ca=${folder}/ca.pem,cert=${folder}/cert.pem,key=${folder}/key.pem`
    await cli(['context', 'create', 'with-tls', '--description', 'Over TLS', '--docker', tls])
    const skip = `host=${engine.tcpUrl},cert=${folder}/cert.pem,key=${folder}/key.pem,skip-tls-verify=true`
    await cli(['context', 'create', 'unchecked', '--docker', skip])
    await cli(['context', 'create', 'socket', '--docker', `host=${engine.url}`])
    await cli(['context', 'create', 'plus+name', '--docker', `host=${engine.url}`])
    await cli(['context', 'create', 'over-ssh', '--docker', 'host=ssh://admin@win1.example'])
    await cli(['context', 'use', 'with-tls'])
    machines = new Machines({
      folder: join(home.path, 'data'),
      secrets: await openSecrets(home.path),
      env: {},
      home: home.path,
      platform: 'linux',
    })
    await machines.start()
  })
  afterAll(async () => {
    machines?.close()
    await engine?.stop()
    certificates?.remove()
    home?.remove()
  })

  it('C2: every context that the CLI wrote is found as the CLI reads it', async () => {
    const rows = Object.fromEntries(machines.list.values().map((row) => [row.name, row]))
    expect(rows['with-tls']).toMatchObject({ id: 'context-with-tls', encryption: 'verified', cliDefault: true })
    expect(rows.unchecked).toMatchObject({ encryption: 'unverified', cliDefault: false })
    expect(rows.socket).toMatchObject({ url: engine.url, encryption: 'none', source: 'context', problem: null })
    expect(rows['over-ssh']).toMatchObject({ url: 'ssh://admin@win1.example', problem: null })
    expect(rows['plus+name']?.id).toMatch(/^context-[0-9a-f]{16}$/)
    const { contexts } = await readContexts(config)
    const names = (await cli(['context', 'ls', '--format', '{{.Name}}'])).split('\n')
    expect(contexts.map(({ name }) => name).sort()).toEqual(names.filter((name) => name !== 'default').sort())
    expect(contexts.find(({ name }) => name === 'with-tls')?.description).toBe('Over TLS')
  })

  it('C2: contexts with TLS files, without the check, and on a socket connect', async () => {
    for (const id of ['context-with-tls', 'context-unchecked', 'context-socket']) {
      machines.open(id)
      await waitFor(`${id} connected`, () => machines.list.get(id)?.state.kind === 'connected')
      machines.disconnect(id)
    }
  })

  it('C2: what is current follows the CLI: use, DOCKER_CONTEXT, DOCKER_HOST', async () => {
    const defaultWith = async (env: NodeJS.ProcessEnv) => {
      const others = new Machines({
        folder: home.path,
        secrets: await openSecrets(home.path),
        env,
        home: home.path,
        platform: 'linux',
      })
      await others.start()
      // The CLI's own answer to the same question.
      const shown = await cli(['context', 'show'], env)
      return [others.cliDefault, shown]
    }
    expect(await defaultWith({})).toEqual(['context-with-tls', 'with-tls'])
    expect(await defaultWith({ DOCKER_CONTEXT: 'socket' })).toEqual(['context-socket', 'socket'])
    expect(await defaultWith({ DOCKER_CONTEXT: 'default' })).toEqual(['local', 'default'])
    expect(await defaultWith({ DOCKER_HOST: engine.url, DOCKER_CONTEXT: '' })).toEqual(['environment', 'default'])
    await cli(['context', 'use', 'socket'])
    await machines.rediscover()
    expect(machines.cliDefault).toBe('context-socket')
    await cli(['context', 'use', 'default'])
    await machines.rediscover()
    expect(machines.cliDefault).toBe('local')
  })

  it('C2: DOCKER_HOST and DOCKER_CONTEXT together: DOCKER_HOST wins, as in the CLI', async () => {
    const env = { DOCKER_HOST: engine.url, DOCKER_CONTEXT: 'over-ssh' }
    const others = new Machines({
      folder: home.path,
      secrets: await openSecrets(home.path),
      env,
      home: home.path,
      platform: 'linux',
    })
    await others.start()
    expect([others.cliDefault, await cli(['context', 'show'], env)]).toEqual(['environment', 'default'])
  })

  it('C2: a removed context goes away', async () => {
    await cli(['context', 'rm', 'over-ssh'])
    await machines.rediscover()
    expect(machines.list.get('context-over-ssh')).toBeUndefined()
  })

  it('C5, C6: a saved connection with a kept key becomes a context that the CLI inspects, lists and uses', async () => {
    const tls: TlsSettings = {
      verify: true,
      ca: { from: 'text', pem: certificates.ca.cert },
      certificate: { from: 'text', pem: certificates.client.cert },
      key: { from: 'kept' },
    }
    const draft = { name: 'Build host', url: engine.tcpUrl ?? '', tls, ssh: null }
    const id = await machines.saved.add(draft, { key: certificates.client.key })
    expect(machines.writeOut(id).notes.join()).toMatch(/keeps the client key/)
    await machines.saveContext(id, 'build-host')
    const [inspected] = JSON.parse(await cli(['context', 'inspect', 'build-host']))
    expect(inspected).toMatchObject({
      Name: 'build-host',
      Metadata: { Description: 'Build host' },
      Endpoints: { docker: { Host: engine.tcpUrl, SkipTLSVerify: false } },
      TLSMaterial: { docker: expect.arrayContaining(['ca.pem', 'cert.pem', 'key.pem']) },
    })
    await cli(['context', 'use', 'build-host'])
    expect(await cli(['version', '--format', '{{.Server.Version}}'])).toBe(await versionOf(id))
    expect((await cli(['context', 'ls'])).includes('build-host *')).toBe(true)
    const key = join(inspected.Storage.TLSPath, 'docker', 'key.pem')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    // The same files with the same rights as the CLI's own.
    const [own] = JSON.parse(await cli(['context', 'inspect', 'with-tls']))
    const modes = (path: string) => statSync(path).mode.toString(8)
    expect(modes(inspected.Storage.TLSPath)).toBe(modes(own.Storage.TLSPath))
    expect(modes(inspected.Storage.MetadataPath)).toBe(modes(own.Storage.MetadataPath))
    const keysOf = (path: string) => Object.keys(JSON.parse(readFileSync(join(path, 'meta.json'), 'utf8'))).sort()
    expect(keysOf(inspected.Storage.MetadataPath)).toEqual(keysOf(own.Storage.MetadataPath))
    expect(readdirSync(inspected.Storage.MetadataPath)).toEqual(['meta.json'])
    await cli(['context', 'use', 'default'])
    await expect(machines.saveContext(id, 'build-host')).rejects.toThrow(/already a context/)
    await expect(machines.saveContext(id, 'default')).rejects.toThrow(/already a context/)
    await machines.saved.remove(id)
  })
  async function versionOf(id: string): Promise<string> {
    machines.open(id)
    await waitFor('connected', () => machines.list.get(id)?.state.kind === 'connected')
    return machines.list.get(id)?.facts?.version ?? ''
  }

  it('C5: the lines for bash, run in bash, lead the CLI to the same engine', async () => {
    const folder = certificates.clientFolder
    const tls: TlsSettings = {
      verify: true,
      ca: { from: 'file', path: join(folder, 'ca.pem') },
      certificate: { from: 'file', path: join(folder, 'cert.pem') },
      key: { from: 'file', path: join(folder, 'key.pem') },
    }
    const id = await machines.saved.add({ name: 'Lines', url: engine.tcpUrl ?? '', tls, ssh: null }, {})
    const written = machines.writeOut(id)
    expect(written.notes).toEqual([])
    const run = (script: string) =>
      execFileSync('bash', ['-c', script], { encoding: 'utf8', env: { ...process.env, DOCKER_CONFIG: config } }).trim()
    const name = run(`${written.bash}\ndocker info --format '{{.ID}}'`)
    expect(name).toBe((await dockerCli(['info', '--format', '{{.ID}}'], { host: engine.url })).stdout.trim())
    // The context command is the CLI's own.
    run(`unset DOCKER_HOST\n${written.context}`)
    expect(await cli(['--context', 'lines', 'info', '--format', '{{.ID}}'])).toBe(name)
    expect(written.powershell).toContain('$env:DOCKER_HOST')
    expect(written.cmd).toContain('set "DOCKER_HOST=')
    await machines.saved.remove(id)
  })
})
