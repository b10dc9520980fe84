import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPracticeEngine, startPracticeEngine } from '../support/practice-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let practice: RunningPracticeEngine
beforeAll(async () => {
  practice = await startPracticeEngine()
})
afterAll(() => practice.stop())

/** A docker command that goes on; `seen` is its standard output so far. */
function going(args: string[]) {
  const child = spawn('docker', ['-H', `unix://${practice.socket}`, ...args])
  let seen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text
  })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  return { seen: () => seen, ended, stop: () => child.kill('SIGKILL') }
}

test('K1: docker events tells each step of a run, filtered and not, and keeps what was', async () => {
  const since = Math.floor(Date.now() / 1000)
  const format = ['--format', '{{.Type}} {{.Action}} {{index .Actor.Attributes "name"}}']
  const all = going(['events', ...format])
  const dies = going([
    'events',
    '--filter',
    'event=die',
    '--filter',
    'container=ev',
    '--format',
    '{{.Actor.Attributes.exitCode}}',
  ])
  const listening = async () => (await practice.docker(['info', '-f', '{{.NEventsListener}}'])).stdout === '2\n'
  await waitFor('both to listen', listening)
  expect((await practice.docker(['run', '--rm', '--name', 'ev', NANO, 'cmd', '/c', 'exit', '5'])).code).toBe(5)
  await waitFor('the last event', () => all.seen().includes('container destroy ev'))
  const wanted = ['create', 'attach', 'start', 'die', 'destroy'].map((action) => `container ${action} ev`)
  expect(
    all
      .seen()
      .split('\n')
      .filter((line) => line.startsWith('container')),
  ).toEqual(wanted)
  await waitFor('the exit code', () => dies.seen() === '5\n')
  all.stop()
  dies.stop()
  await Promise.all([all.ended, dies.ended])
  const past = await practice.docker([
    'events',
    '--since',
    String(since),
    '--until',
    String(Math.floor(Date.now() / 1000) + 1),
    '--filter',
    'type=container',
    ...format,
  ])
  expect(past.stdout.split('\n').filter((line) => line.endsWith(' ev'))).toEqual(wanted)
})

test('K4: logs follow until the program ends; streams apart; tail and both ends', async () => {
  await practice.docker(['create', '--name', 'lines', NANO, 'count', '6', '3'])
  await practice.docker(['start', 'lines'])
  const follow = await practice.docker(['logs', '-f', 'lines'])
  expect(follow).toMatchObject({ code: 0, stdout: 'line 1\nline 3\nline 5\n', stderr: 'line 2\nline 4\nline 6\n' })
  expect((await practice.docker(['logs', '--tail', '2', 'lines'])).stdout).toBe('line 5\n')
  expect((await practice.docker(['inspect', '-f', '{{.State.ExitCode}}', 'lines'])).stdout).toBe('3\n')
})

test('K4: logs follow a running container live, and end when it is removed', async () => {
  await practice.docker(['run', '-dit', '--name', 'live', NANO])
  const follow = going(['logs', '-f', 'live'])
  await waitFor('the banner', () => follow.seen().includes('2700]'))
  await practice.docker(['rm', '-f', 'live'])
  expect(await follow.ended).toBe(0)
})

test('K3: a restart policy starts it again, counts, waits longer each time, and rests after a stop', async () => {
  await practice.docker(['run', '-d', '--restart', 'on-failure:2', '--name', 'again', NANO, 'cmd', '/c', 'exit', '4'])
  const state = async () =>
    (await practice.docker(['inspect', '-f', '{{.RestartCount}} {{.State.Status}} {{.State.ExitCode}}', 'again']))
      .stdout
  await waitFor('the last try', async () => (await state()) === '2 exited 4\n')
  await practice.docker(['run', '-d', '--restart', 'always', '--name', 'ever', NANO, 'cmd', '/c', 'exit', '0'])
  await waitFor(
    'a restart',
    async () => Number((await practice.docker(['inspect', '-f', '{{.RestartCount}}', 'ever'])).stdout) >= 2,
  )
  await practice.docker(['stop', 'ever'])
  expect((await practice.docker(['inspect', '-f', '{{.State.Status}}', 'ever'])).stdout).toBe('exited\n')
})

test('K5: process-isolated processes are on the host, Hyper-V-isolated ones are not', async () => {
  const names = () => practice.host.processes.list().map(({ name }) => name)
  const before = names().length
  await practice.docker(['run', '-d', '--name', 'p1', NANO, 'wait'])
  expect(names()).toContain('CExecSvc.exe')
  const { stdout } = await practice.docker(['top', 'p1'])
  const pid = Number(/wait\.exe +(\d+)/.exec(stdout)?.[1])
  expect(practice.host.processes.list().some((process) => process.pid === pid && process.name === 'wait.exe')).toBe(
    true,
  )
  await practice.docker(['rm', '-f', 'p1'])
  expect(names()).toHaveLength(before)
  await practice.docker(['run', '-d', '--isolation', 'hyperv', '--name', 'p2', NANO, 'wait'])
  expect(names().slice(before)).toEqual(['vmwp.exe', 'vmmem'])
  await practice.docker(['rm', '-f', 'p2'])
  expect(names()).toHaveLength(before)
})

test('K4: stats move between two readings', async () => {
  await practice.docker(['run', '-d', '--name', 'moving', NANO, 'wait'])
  const stats = going(['stats', '--format', '{{.CPUPerc}} {{.MemUsage}}', 'moving'])
  const readings = () => new Set(stats.seen().match(/[\d.]+% [\d.]+MiB/g))
  await waitFor('another reading', () => readings().size > 1)
  stats.stop()
  await stats.ended
  const memory = [...readings()].map((reading) => Number(/ ([\d.]+)/.exec(reading)?.[1]))
  expect(Math.max(...memory)).toBeLessThan(1.2 * Math.min(...memory))
  await practice.docker(['rm', '-f', 'moving'])
})

test('K4: docker cp in and out, and changes of a stopped container', async () => {
  const folder = temporaryFolder()
  const from = join(folder.path, 'note.txt')
  writeFileSync(from, 'dear diary')
  await practice.docker(['create', '--name', 'files', NANO])
  expect(await practice.docker(['cp', from, 'files:/Users/note.txt'])).toMatchObject({ code: 0 })
  expect(await practice.docker(['cp', 'files:/users/NOTE.txt', join(folder.path, 'back.txt')])).toMatchObject({
    code: 0,
  })
  expect(readFileSync(join(folder.path, 'back.txt'), 'utf8')).toBe('dear diary')
  expect(await practice.docker(['cp', 'files:C:/Users', mkdtempSync(join(folder.path, 'all'))])).toMatchObject({
    code: 0,
  })
  expect((await practice.docker(['diff', 'files'])).stdout).toBe('C C:\\Users\nA C:\\Users\\note.txt\n')
  expect((await practice.docker(['cp', from, 'files:/License.txt/x'])).code).toBe(1)
  folder.remove()
})

test('P1: the state survives a restart: files, logs, names; what ran has ended, policies start again', async () => {
  await practice.docker(['create', '--name', 'kept', '--restart', 'always', NANO, 'wait'])
  await practice.docker(['start', 'kept'])
  await practice.docker(['run', '-d', '--name', 'plain', NANO, 'wait'])
  practice = await practice.restart()
  const { stdout } = await practice.docker(['ps', '-a', '--format', '{{.Names}} {{.State}}'])
  expect(stdout).toContain('kept running\n')
  expect(stdout).toContain('plain exited\n')
  expect((await practice.docker(['logs', 'plain'])).stdout).toBe('waiting\r\n')
  expect((await practice.docker(['diff', 'files'])).stdout).toContain('note.txt')
  await practice.engine.reset()
  expect((await practice.docker(['ps', '-aq'])).stdout).toBe('')
})
