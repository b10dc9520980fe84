import { homedir } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { Channels } from '../../../main/channels.ts'
import { findHostShells } from '../../../main/terminals/find-host-shells.ts'
import { HostShellSource, shellEnvironment } from '../../../main/terminals/host-shell.ts'
import type { SourceEnd } from '../../../main/terminals/source.ts'
import { Terminals } from '../../../main/terminals/terminals.ts'
import { waitFor } from '../../support/wait-for.ts'

const size = { columns: 80, rows: 24 }
const text = (value: string) => new TextEncoder().encode(value)
const open: HostShellSource[] = []

function shell(command: string[]) {
  const parts: Uint8Array[] = []
  let end: SourceEnd | null = null
  const source = new HostShellSource(command, {
    data: (bytes) => parts.push(bytes),
    end: (how) => {
      end = how
    },
  })
  open.push(source)
  const output = () => Buffer.concat(parts)
  return {
    source,
    output,
    end: () => end,
    sees: (what: string) => waitFor(`${what} in ${output().toString()}`, () => output().includes(what)),
  }
}

afterEach(() => {
  for (const source of open.splice(0)) source.close()
})

describe('T2 shells of this machine', () => {
  test('T2: echo, size, interrupt and exit code of a real shell in the home folder', async () => {
    const { source, sees, end } = shell(['/bin/sh'])
    await source.start(size)
    await source.write(text('pwd; echo $TERM; stty size\n'))
    await sees(homedir())
    await sees('xterm-256color')
    await sees('24 80')
    source.resize({ columns: 101, rows: 33 })
    await source.write(text('stty size\n'))
    await sees('33 101')
    await source.write(text('sleep 100; echo af""ter\n'))
    await new Promise((done) => setTimeout(done, 200))
    await source.write(text('\x03'))
    await source.write(text('echo on""ward\n'))
    await sees('onward')
    await source.write(text('exit 9\n'))
    await waitFor('the exit', () => end())
    expect(end()).toEqual({ kind: 'exited', exitCode: 9 })
  })

  test('T4: bytes of a shell are bytes: nothing is decoded on the way', async () => {
    const { source, output, sees, end } = shell([
      '/bin/sh',
      '-c',
      "printf '\\303\\050\\377\\204|\\360\\237\\230\\200|'",
    ])
    await source.start(size)
    await sees('|')
    await waitFor('the exit', () => end())
    expect(output()).toEqual(Buffer.from([0xc3, 0x28, 0xff, 0x84, 0x7c, 0xf0, 0x9f, 0x98, 0x80, 0x7c]))
  })

  test('T4: what a shell said before its exit arrives, also when the page was slow at that moment', async () => {
    const { source, output, end } = shell(['/bin/sh', '-c', 'seq 1 700; echo last-line'])
    await source.start(size)
    source.pause()
    await new Promise((done) => setTimeout(done, 1_500))
    source.resume()
    await waitFor('the exit', () => end())
    const lines = output().toString().trim().split('\r\n')
    expect(lines).toHaveLength(701)
    expect(lines.at(-1)).toBe('last-line')
  })

  test('T2: a paste of 300 kB into a shell is taken whole', async () => {
    const { source, sees } = shell(['/bin/sh', '-c', 'stty raw -echo; echo ready; head -c 300000 | wc -c; sleep 10'])
    await source.start(size)
    await sees('ready')
    const paste = new Uint8Array(300_000).fill(97)
    for (let at = 0; at < paste.length; at += 4096) await source.write(paste.subarray(at, at + 4096))
    await sees('300000')
  })

  test('T2: closing ends the shell', async () => {
    const { source, sees, output } = shell(['/bin/sh'])
    await source.start(size)
    await source.write(text('echo pid=$$.\n'))
    await sees('.\r\n')
    await waitFor('the number', () => /pid=(\d+)\./.test(output().toString()))
    const pid = Number(/pid=(\d+)\./.exec(output().toString())?.[1])
    source.close()
    await waitFor('the shell to be gone', () => {
      try {
        process.kill(pid, 0)
        return false
      } catch {
        return true
      }
    })
  })

  test('T2: shells are found by absolute path, on Windows PowerShell, cmd and Git Bash', () => {
    const files = new Set([
      'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'C:\\Windows\\System32\\cmd.exe',
      'C:\\Program Files\\Git\\bin\\bash.exe',
    ])
    const env = { SystemRoot: 'C:\\Windows', ProgramFiles: 'C:\\Program Files', Path: '.;tools;C:\\x' }
    const found = findHostShells({ platform: 'win32', env, isProgram: (path) => files.has(path) })
    expect(found.map(({ id, command }) => [id, command[0]])).toEqual([
      ['pwsh', 'C:\\Program Files\\PowerShell\\7\\pwsh.exe'],
      ['powershell', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
      ['cmd', 'C:\\Windows\\System32\\cmd.exe'],
      ['git-bash', 'C:\\Program Files\\Git\\bin\\bash.exe'],
    ])
    const here = findHostShells()
    expect(here.map(({ id }) => id)).toContain('sh')
    for (const { command } of here) expect(command[0]).toMatch(/^\//)
  })

  test('T2: the shell does not inherit what was meant for Slipway', () => {
    const env = shellEnvironment({ PATH: '/bin', SLIPWAY_TOKEN: 'x', ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '-r x' })
    expect(env).toEqual({ PATH: '/bin', TERM: 'xterm-256color', COLORTERM: 'truecolor' })
  })

  test('T2: where they are switched off none is listed and none is opened', async () => {
    const links = {
      find: () => {
        throw new Error('no machines here')
      },
    }
    const terminals = new Terminals({ links, channels: new Channels(), hostShellAllowed: false })
    expect(terminals.hostShells()).toEqual([])
    await expect(terminals.open({ kind: 'host-shell', shell: 'sh' }, size)).rejects.toMatchObject({
      explained: { code: 'host-shell-not-allowed' },
    })
    const allowed = new Terminals({ links, channels: new Channels() })
    await expect(allowed.open({ kind: 'host-shell', shell: 'nosuch' }, size)).rejects.toMatchObject({
      explained: { code: 'host-shell-unknown' },
    })
    const { terminal } = await allowed.open({ kind: 'host-shell', shell: 'sh' }, size)
    expect(allowed.list.get(terminal)?.state).toEqual({ kind: 'running' })
    allowed.close()
    expect(allowed.list.size).toBe(0)
  })
})
