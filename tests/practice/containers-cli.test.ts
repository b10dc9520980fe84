import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPracticeEngine, startPracticeEngine } from '../support/practice-engine.ts'
import { waitFor } from '../support/wait-for.ts'

let practice: RunningPracticeEngine
beforeAll(async () => {
  practice = await startPracticeEngine()
})
afterAll(() => practice.stop())

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'

test('P1: docker version and info see a Windows engine', async () => {
  const version = await practice.docker(['version'])
  expect(version.stdout + version.stderr).toContain('OS/Arch:          windows/amd64')
  const info = await practice.docker(['info'])
  expect(info.stderr).toBe('')
  expect(info.stdout).toContain('Storage Driver: windowsfilter')
  expect(info.stdout).toContain('Default Isolation: process')
})

test('K3: docker run -i talks to the program and hands its exit code on', async () => {
  const run = await practice.docker(['run', '-i', '--rm', '-h', 'box1', NANO], { input: 'hostname\nexit\n' })
  expect(run.stderr).toBe('')
  expect(run.stdout).toContain('BOX1')
  expect(run.code).toBe(0)
  expect((await practice.docker(['ps', '-aq'])).stdout).toBe('')
})

test('K4: docker run -it through a real terminal: prompt, typed keys, size, exit code', async () => {
  const { spawn } = await import('node-pty')
  const terminal = spawn('docker', ['-H', `unix://${practice.socket}`, 'run', '-it', '--name', 'pty1', NANO], {
    cols: 101,
    rows: 33,
  })
  let seen = ''
  terminal.onData((text) => {
    seen += text
  })
  const ended = new Promise<number>((done) => terminal.onExit(({ exitCode }) => done(exitCode)))
  await waitFor('the prompt', () => seen.includes('C:\\>'))
  const listed = await practice.docker(['ps', '--format', '{{.Names}} {{.Status}} {{.Command}}', '--no-trunc'])
  expect(listed.stdout).toContain('pty1 Up Less than a second')
  expect(listed.stdout).toContain('cmd.exe')
  terminal.resize(90, 20)
  await waitFor('the new size', async () => {
    terminal.write('size\r')
    await new Promise((done) => setTimeout(done, 100))
    return seen.includes('90x20')
  })
  terminal.write('exit\r')
  expect(await ended).toBe(0)
  expect((await practice.docker(['logs', 'pty1'])).stdout).toContain('90x20')
})
