import { readFileSync } from 'node:fs'
import { type IPty, spawn } from 'node-pty'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Certificates, makeCertificates } from '../support/certificates.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { waitFor } from '../support/wait-for.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const CORE = 'mcr.microsoft.com/windows/servercore:ltsc2022'
let practice: WholeEngine
let certificates: Certificates
beforeAll(async () => {
  practice = await startWholeEngine()
  certificates = await makeCertificates()
})
afterAll(async () => {
  certificates.remove()
  await practice.stop()
})

/** A docker command in a terminal of its own. */
function terminal(args: string[]) {
  const pty: IPty = spawn('docker', ['-H', `unix://${practice.socket}`, ...args], { cols: 100, rows: 30 })
  let seen = ''
  pty.onData((text) => {
    seen += text
  })
  const ended = new Promise<number>((done) => pty.onExit(({ exitCode }) => done(exitCode)))
  return { type: (text: string) => pty.write(text), seen: () => seen, ended }
}

test('K4: run -it with cmd: banner, prompt, commands, exit code', async () => {
  const shell = terminal(['run', '-it', '--rm', '-h', 'nano1', NANO, 'cmd'])
  await waitFor('the prompt', () => shell.seen().includes('C:\\>'))
  expect(shell.seen()).toContain('Microsoft Windows [Version 10.0.20348.')
  shell.type('hostname\r')
  await waitFor('the host name', () => /nano1/i.test(shell.seen().slice(shell.seen().indexOf('hostname') + 8)))
  shell.type('exit 5\r')
  expect(await shell.ended).toBe(5)
})

test('K4: ping -t runs until Ctrl-C; its lines are in the log and in docker top', async () => {
  const shell = terminal(['run', '-it', '--name', 'pinger', NANO, 'ping', '-t', 'localhost'])
  await waitFor('two answers', () => (shell.seen().match(/Reply from/g)?.length ?? 0) >= 2)
  expect((await practice.docker(['top', 'pinger'])).stdout).toMatch(/ping\.exe +\d+/i)
  expect((await practice.docker(['logs', 'pinger'])).stdout).toMatch(/Reply from/)
  shell.type('\x03')
  expect(await shell.ended).not.toBe(0)
  expect(shell.seen()).toContain('Ping statistics for')
})

test('K5: powershell in Server Core sees the processes of its container, as docker top does', async () => {
  const shell = terminal(['run', '-it', '--name', 'core', CORE, 'powershell'])
  await waitFor('the prompt', () => /PS C:\\> ?/.test(shell.seen()), 20)
  shell.type('Get-Process\r')
  await waitFor('the processes', () => /CExecSvc/.test(shell.seen()))
  expect((await practice.docker(['top', 'core'])).stdout).toMatch(/powershell\.exe/i)
  shell.type('exit\r')
  expect(await shell.ended).toBe(0)
})

test('K4: exec in a running container; what it wrote is there for cp, commit and a container of the new image', async () => {
  expect(await practice.docker(['run', '-d', '--name', 'work', CORE, 'ping', '-t', 'localhost'])).toMatchObject({
    code: 0,
  })
  const wrote = await practice.docker(['exec', 'work', 'cmd', '/c', 'echo hello> C:\\hello.txt'])
  expect(wrote).toMatchObject({ code: 0, stderr: '' })
  expect((await practice.docker(['cp', 'work:C:/hello.txt', '-'])).stdout).toContain('hello')
  expect((await practice.docker(['stop', 'work'])).code).toBe(0)
  expect((await practice.docker(['diff', 'work'])).stdout).toContain('hello.txt')
  expect(
    await practice.docker(['commit', '-m', 'note', '-c', 'CMD ["cmd","/c","type C:\\\\hello.txt"]', 'work', 'mine:1']),
  ).toMatchObject({ code: 0 })
  expect((await practice.docker(['run', '--rm', 'mine:1'])).stdout).toContain('hello')
})

test('K4: commit --change takes the instructions that it can, in their own words', async () => {
  await practice.docker(['create', '--name', 'changed', CORE])
  const changes = [
    'ENV A=1 B="two words"',
    'EXPOSE 80 443/tcp',
    'LABEL x=y',
    'WORKDIR C:/app',
    'USER ContainerUser',
    'VOLUME C:/data',
    'HEALTHCHECK --retries=2 CMD exit 0',
    'STOPSIGNAL SIGTERM',
    'ONBUILD RUN echo later',
    'ENTRYPOINT ["cmd", "/c"]',
    'CMD echo hi',
  ]
  const made = await practice.docker(['commit', ...changes.flatMap((each) => ['-c', each]), 'changed', 'changed:1'])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  const { stdout } = await practice.docker(['inspect', '-f', '{{json .Config}}', 'changed:1'])
  expect(JSON.parse(stdout)).toMatchObject({
    Env: expect.arrayContaining(['A=1', 'B=two words']),
    ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
    Labels: { x: 'y' },
    WorkingDir: 'C:\\app',
    User: 'ContainerUser',
    Volumes: { 'C:/data': {} },
    Healthcheck: { Test: ['CMD-SHELL', 'exit 0'], Retries: 2 },
    StopSignal: 'SIGTERM',
    OnBuild: ['RUN echo later'],
    Entrypoint: ['cmd', '/c'],
    Cmd: ['cmd', '/S', '/C', 'echo hi'],
  })
  for (const [change, message] of [
    ['RUN x', 'RUN is not a valid change command'],
    ['FOO x', 'FOO is not a valid change command'],
    ['HEALTHCHECK FOO', 'Unknown type "FOO" in HEALTHCHECK (try CMD)'],
  ] as const) {
    expect((await practice.docker(['commit', '-c', change, 'changed', 'x'])).stderr).toContain(message)
  }
})

test('P2: with a full disk nothing is created and nothing starts', async () => {
  await practice.docker(['create', '--name', 'early', CORE, 'cmd', '/c', 'echo hi'])
  practice.faults.diskFull = true
  const run = await practice.docker(['run', '--rm', CORE, 'cmd'])
  const start = await practice.docker(['start', 'early'])
  practice.faults.diskFull = false
  expect(run.stderr).toContain(
    'hcsshim::CreateScratchLayer - failed failed in Win32: There is not enough space on the disk. (0x70)',
  )
  expect(start.stderr).toContain('There is not enough space on the disk. (0x70)')
  expect((await practice.docker(['start', '-a', 'early'])).stdout).toBe('hi\r\n')
})

test('K4: docker cp reaches a volume, which another container then sees', async () => {
  expect(await practice.docker(['create', '--name', 'first', '-v', 'shared:C:\\data', CORE])).toMatchObject({
    code: 0,
    stderr: '',
  })
  const from = certificates.ca.certPath
  expect(await practice.docker(['cp', from, 'first:C:/data/ca.pem'])).toMatchObject({ code: 0 })
  const seen = await practice.docker([
    'run',
    '--rm',
    '-v',
    'shared:C:\\other',
    CORE,
    'cmd',
    '/c',
    'type C:\\other\\ca.pem',
  ])
  expect(seen.stdout).toContain('BEGIN CERTIFICATE')
})

test('P1: tcp with TLS: the CLI with its certificate is let in, without one it is not', async () => {
  const { ca, server, clientFolder } = certificates
  const address = await practice.engine.listen({
    host: '127.0.0.1',
    port: 0,
    tls: { ca: ca.cert, cert: server.cert, key: server.key, verify: true },
  })
  const inside = await dockerCli(['-H', address, '--tlsverify', 'version', '-f', '{{.Server.Os}}'], {
    env: { DOCKER_CERT_PATH: clientFolder },
  })
  expect(inside).toMatchObject({ code: 0, stdout: 'windows\n' })
  const run = await dockerCli(['-H', address, '--tlsverify', 'run', '-i', '--rm', NANO, 'cmd'], {
    env: { DOCKER_CERT_PATH: clientFolder },
    input: 'echo over tls\r\nexit\r\n',
  })
  expect(run.stdout).toContain('over tls')
  expect(
    (await dockerCli(['-H', address, '--tls', 'version'], { env: { DOCKER_CERT_PATH: '/nonexistent' } })).code,
  ).not.toBe(0)
  expect((await dockerCli(['-H', address, 'version'])).stderr).toMatch(/HTTP|malformed|TLS|EOF|reset/)
  expect(readFileSync(certificates.ca.certPath, 'utf8')).toContain('BEGIN CERTIFICATE')
})

test('P1: plain tcp', async () => {
  const address = await practice.engine.listen({ host: '127.0.0.1', port: 0 })
  expect(address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/)
  expect((await dockerCli(['-H', address, 'info', '-f', '{{.OSType}} {{.Isolation}}'])).stdout).toBe(
    'windows process\n',
  )
})
