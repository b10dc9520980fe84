import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../support/wait-for.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let engine: WholeEngine
beforeAll(async () => {
  engine = await startWholeEngine()
})
afterAll(() => engine.stop())

const docker = (...args: string[]) => engine.docker(args)
const inspect = async (name: string, format: string) => (await docker('inspect', '-f', format, name)).stdout.trim()
const health = (name: string) => inspect(name, '{{.State.Health.Status}}')

test('K4: a health check runs: starting, healthy, unhealthy, with events, results and the words of ps', async () => {
  const check = ['--health-cmd', 'type C:\\ok.txt', '--health-interval', '250ms', '--health-retries', '2']
  const since = Math.floor(Date.now() / 1000)
  await docker('run', '-d', '--name', 'checked', ...check, NANO, 'cmd', '/c', 'ping -t 127.0.0.1 > nul')
  expect((await docker('ps', '--format', '{{.Status}}')).stdout).toMatch(/^Up .* \(health: starting\)\n$/)
  await waitFor('unhealthy', async () => (await health('checked')) === 'unhealthy')
  expect((await docker('ps', '--format', '{{.Status}}')).stdout).toMatch(/^Up .* \(unhealthy\)\n$/)
  const bad = JSON.parse(await inspect('checked', '{{json .State.Health}}')) as {
    FailingStreak: number
    Log: { ExitCode: number; Output: string; Start: string; End: string }[]
  }
  expect(bad.FailingStreak).toBeGreaterThanOrEqual(2)
  expect(bad.Log[0]).toMatchObject({
    ExitCode: 1,
    Output: 'The system cannot find the file specified.\r\n',
    Start: expect.stringMatching(/^\d{4}-.*Z$/),
  })
  await docker('exec', 'checked', 'cmd', '/c', 'echo fine> C:\\ok.txt')
  await waitFor('healthy', async () => (await health('checked')) === 'healthy')
  expect((await docker('ps', '--filter', 'health=healthy', '--format', '{{.Names}}:{{.Status}}')).stdout).toMatch(
    /^checked:Up .* \(healthy\)\n$/,
  )
  expect((await docker('ps', '-a', '--filter', 'health=none', '-q')).stdout).toBe('')
  await waitFor('five results', async () => (await inspect('checked', '{{len .State.Health.Log}}')) === '5')
  const until = String(Math.floor(Date.now() / 1000) + 1)
  const events = await docker('events', '--since', String(since), '--until', until, '--format', '{{.Action}}')
  const said = events.stdout.split('\n')
  expect(said.filter((line) => line.startsWith('health_status'))).toEqual([
    'health_status: unhealthy',
    'health_status: healthy',
  ])
  expect(said).toContain('exec_create: cmd /S /C type C:\\ok.txt')
  expect(said).toContain('exec_start: cmd /S /C type C:\\ok.txt')
  expect(said).toContain('exec_die')
  await docker('stop', 'checked')
  // As the engine has it: what is no longer looked at counts as unhealthy.
  expect(await health('checked')).toBe('unhealthy')
  await docker('start', 'checked')
  expect(await health('checked')).toBe('starting')
  await docker('rm', '-f', 'checked')
}, 30_000)

test('K4: a check that takes too long, one whose program is missing, one that is switched off', async () => {
  const common = ['--health-interval', '150ms', '--health-timeout', '200ms', '--health-retries', '1']
  const program = [NANO, 'cmd', '/c', 'ping -t 127.0.0.1 > nul']
  await docker('run', '-d', '--name', 'slow', '--health-cmd', 'ping -n 30 127.0.0.1', ...common, ...program)
  await waitFor('the time-out', async () => (await health('slow')) === 'unhealthy')
  const result = JSON.parse(await inspect('slow', '{{json (index .State.Health.Log 0)}}')) as object
  expect(result).toMatchObject({
    ExitCode: -1,
    Output: expect.stringMatching(/^Health check exceeded timeout \(200ms\): \r\nPinging 127\.0\.0\.1/),
  })
  await docker('run', '-d', '--name', 'off', '--no-healthcheck', ...program)
  expect(await inspect('off', '{{json .Config.Healthcheck.Test}} {{json .State.Health}}')).toBe('["NONE"] null')
  expect((await docker('ps', '--filter', 'health=none', '--format', '{{.Names}}')).stdout).toBe('off\n')
  await docker('rm', '-f', 'slow', 'off')
}, 30_000)

test('K4: while a Hyper-V container is paused nothing is checked', async () => {
  const check = ['--health-cmd', 'exit 0', '--health-interval', '150ms']
  await docker(
    'run',
    '-d',
    '--name',
    'still',
    '--isolation',
    'hyperv',
    ...check,
    NANO,
    'cmd',
    '/c',
    'ping -t ::1 > nul',
  )
  await waitFor('healthy', async () => (await health('still')) === 'healthy')
  await docker('pause', 'still')
  expect(await health('still')).toBe('unhealthy')
  const before = await inspect('still', '{{json .State.Health.Log}}')
  await new Promise((done) => setTimeout(done, 500))
  expect(await inspect('still', '{{json .State.Health.Log}}')).toBe(before)
  await docker('unpause', 'still')
  await waitFor('healthy again', async () => (await health('still')) === 'healthy')
  await docker('rm', '-f', 'still')
}, 30_000)

test.each([
  [['--health-cmd', 'x', '--health-interval', '1us'], 'Interval in Healthcheck cannot be less than 1ms'],
  [['--health-cmd', 'x', '--health-timeout', '1us'], 'Timeout in Healthcheck cannot be less than 1ms'],
  [['--health-cmd', 'x', '--health-start-period', '1us'], 'StartPeriod in Healthcheck cannot be less than 1ms'],
  [['--stop-signal', 'SIGUSR1'], 'Invalid signal: SIGUSR1'],
])('K2: create %j is refused', async (flags, message) => {
  const made = await docker('create', ...flags, NANO)
  expect(made.stderr).toContain(message)
  expect(made.code).toBe(1)
})
