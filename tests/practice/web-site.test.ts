import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../support/wait-for.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const IIS = 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022'
const CORE = 'mcr.microsoft.com/windows/servercore:ltsc2022'
let engine: WholeEngine
beforeAll(async () => {
  engine = await startWholeEngine()
  await engine.docker(['pull', IIS])
  await engine.docker([
    'run',
    '-d',
    '--name',
    'web',
    '-p',
    '8080:80',
    '--health-cmd',
    'curl -sf http://localhost/',
    '--health-interval',
    '200ms',
    IIS,
  ])
  await engine.docker(['run', '-dit', '--name', 'other', CORE])
}, 60_000)
afterAll(() => engine.stop())

const ps = (name: string, line: string) => engine.docker(['exec', name, 'powershell', '-Command', line])

test('P1: a container of IIS answers on its port, to itself and to its neighbours, by name and by address', async () => {
  const own = await ps(
    'web',
    '(iwr http://localhost -UseBasicParsing).StatusCode; (irm http://localhost/iisstart.htm).Trim()',
  )
  expect(own.stdout).toBe('200\r\n<!DOCTYPE html><title>IIS Windows Server</title>\r\n')
  const address = (
    await engine.docker(['inspect', '-f', '{{.NetworkSettings.Networks.nat.IPAddress}}', 'web'])
  ).stdout.trim()
  for (const host of ['web', address]) {
    expect((await engine.docker(['exec', 'other', 'curl', '-s', `http://${host}/`])).stdout).toContain(
      'IIS Windows Server',
    )
  }
  expect((await engine.docker(['exec', 'other', 'curl', '-I', 'http://web/none.htm'])).stdout).toMatch(
    /^HTTP\/1\.1 404 Not Found\r\n[\s\S]*Server: Microsoft-IIS\/10\.0\r\n/,
  )
  const port = await ps(
    'other',
    'Test-NetConnection web -Port 80 -InformationLevel Quiet; Test-NetConnection web -Port 81 -InformationLevel Quiet',
  )
  expect(port.stdout).toBe('True\r\nFalse\r\n')
  await waitFor(
    'the health check',
    async () => (await engine.docker(['ps', '--filter', 'health=healthy', '-q'])).stdout !== '',
  )
})

test('P1: -OutFile takes the body, and nothing is shown', async () => {
  const both = 'iwr http://web/ -OutFile one.htm; irm http://web/ -OutFile two.htm; (gc one.htm).Length; gc two.htm'
  expect((await ps('other', both)).stdout).toBe('48\r\n<!DOCTYPE html><title>IIS Windows Server</title>\r\n')
})

test('P1: what is copied into the web root is served; refusals are the real ones', async () => {
  await engine.docker([
    'exec',
    'web',
    'cmd',
    '/c',
    'mkdir C:\\inetpub\\wwwroot\\shop & echo hi there> C:\\inetpub\\wwwroot\\shop\\index.htm',
  ])
  expect((await engine.docker(['exec', 'other', 'curl', 'http://web/shop/'])).stdout).toBe('hi there\r\n')
  const missing = await ps('other', 'Invoke-WebRequest http://web/nope.htm -UseBasicParsing')
  expect(missing.stderr).toContain('Invoke-WebRequest : The remote server returned an error: (404) Not Found.')
  const explorer = await ps('other', 'iwr http://web')
  expect(explorer.stderr.replace(/\s*\r\n\s*/g, ' ')).toContain('because the Internet Explorer engine is not available')
  for (const [url, code, text] of [
    ['http://other/', 7, 'curl: (7) Failed to connect to other port 80'],
    ['https://web/', 7, 'curl: (7) Failed to connect to web port 443'],
    ['http://example.com/', 6, 'curl: (6) Could not resolve host: example.com'],
  ] as const) {
    const run = await engine.docker(['exec', 'other', 'curl', url])
    expect([run.code, run.stderr.startsWith(text)]).toEqual([code, true])
  }
  await engine.docker(['stop', 'web'])
  expect((await engine.docker(['exec', 'other', 'curl', 'http://web/'])).code).not.toBe(0)
})
