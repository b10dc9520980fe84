import { describe, expect, test } from 'vitest'
import { baseFiles } from '../../../main/practice/engine/images/base-files.ts'
import { startProgram } from '../../../main/practice/shell/start-program.ts'
import { ProgramNotFound } from '../../../main/practice/shell/world.ts'
import { environment, practiceWorld, run, SmallTree, session, settle, TestConsole } from './practice-world.ts'

describe('Windows’ programs', () => {
  test('P1: systeminfo names the host, the edition and the network', async () => {
    const { output } = await run(['systeminfo'])
    expect(output).toContain(
      '\r\nHost Name:                 5D41402ABC4B\r\nOS Name:                   Microsoft Windows Server 2022 Datacenter\r\n',
    )
    expect(output).toContain('OS Version:                10.0.20348 N/A Build 20348\r\n')
    expect(output).toContain('System Boot Time:          10/30/2026, 5:12:33 AM\r\n')
    expect(output).toContain('                                 [01]: 172.27.96.11\r\n')
  })

  test('P1: mode tells the size of the console, and knows no other device', async () => {
    const { type } = session(['cmd'])
    expect(await type('mode con\r', 'Code page:')).toMatch(
      /Status for device CON:[\s\S]* {4}Lines: +\d+\r\n {4}Columns: +\d+\r\n/,
    )
    expect(await run(['mode', 'con'])).toMatchObject({ code: 1 })
    expect((await run(['mode', 'lpt1'])).errors).toBe('Invalid parameter - lpt1\r\n')
  })

  test('P1: sc query shows a service as the real one, and 1060 for one that is not there', async () => {
    expect((await run(['sc', 'query', 'WinRM'])).output).toBe(
      '\r\nSERVICE_NAME: WinRM\r\n        TYPE               : 20  WIN32_SHARE_PROCESS  \r\n        STATE              : 4  RUNNING \r\n' +
        '                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)\r\n        WIN32_EXIT_CODE    : 0  (0x0)\r\n' +
        '        SERVICE_EXIT_CODE  : 0  (0x0)\r\n        CHECKPOINT         : 0x0\r\n        WAIT_HINT          : 0x0\r\n',
    )
    expect((await run(['sc', 'query', 'nope'])).code).toBe(1060)
  })

  test('P1: one session ends what runs in another: taskkill /f and Stop-Process', async () => {
    for (const [argv, code] of [
      [['taskkill', '/f', '/im', 'PING.EXE'], 1],
      [['powershell', '-Command', 'Get-Process PING | Stop-Process'], 0xffffffff],
    ] as const) {
      const world = practiceWorld()
      const { process, end } = world.startProcess('PING.EXE', 0)
      const console = new TestConsole(false)
      const ended = startProgram(['ping', '-t', '127.0.0.1'], world, console, {
        environment: environment(),
        folder: 'C:\\',
        pid: process.pid,
      })
      await console.until('TTL=128')
      expect((await run(argv, world)).code).toBe(0)
      expect(await ended).toBe(code)
      end()
    }
    expect((await run(['taskkill', '/f', '/im', 'CExecSvc.exe'])).errors).toContain('Reason: Access is denied.')
  })

  test('P1: today’s Nano Server has cmd and no PowerShell', async () => {
    const base = practiceWorld()
    const nano = practiceWorld({
      hasPowerShell: false,
      windows: { ...base.windows, installationType: 'Nano Server' },
    })
    await expect(run(['powershell'], nano)).rejects.toBeInstanceOf(ProgramNotFound)
    expect((await run(['cmd', '/c', 'powershell'], nano)).errors).toContain("'powershell' is not recognized")
    expect((await run(['cmd', '/c', 'ver'], nano)).output).toContain('10.0.20348.2700')
  })

  test('P1: an image’s own program runs where its file is, until the container stops', async () => {
    const world = practiceWorld({ files: new SmallTree({ 'C:\\ServiceMonitor.exe': 'MZ' }) })
    const console = new TestConsole(false)
    const ended = startProgram(['C:\\ServiceMonitor.exe', 'w3svc'], world, console, {
      environment: environment(),
      folder: 'C:\\',
      pid: 1432,
    })
    await console.until("Service 'w3svc' started")
    console.kill()
    expect(await ended).toBe(0xc000013a)
    await expect(run(['C:\\ServiceMonitor.exe', 'w3svc'])).rejects.toBeInstanceOf(ProgramNotFound)
  })

  test('P1: on the files of a real base image: dir, a deleted program, one that the practice host does not play', async () => {
    const world = practiceWorld({ files: baseFiles('servercore', 20348).fork(() => Date.UTC(2026, 10, 1, 12)) })
    expect((await run(['cmd', '/c', 'dir C:\\'], world)).output).toContain(
      '05/08/2021  08:20 AM    <DIR>          Windows\r\n',
    )
    expect((await run(['cmd', '/c', 'ipconfig'], world)).output).toContain('172.27.96.11')
    expect((await run(['cmd', '/c', 'del C:\\Windows\\System32\\ipconfig.exe & ipconfig'], world)).code).toBe(1)
    expect(await run(['cmd', '/c', 'netsh show'], world)).toEqual({
      output: '',
      errors: 'netsh: this program is not part of the practice host.\r\n',
      code: 1,
    })
    expect(
      (await run(['powershell', '-Command', '(Get-ChildItem C:\\Windows -Recurse).Count -gt 50'], world)).output,
    ).toBe('True\r\n')
    expect(
      (
        await run(
          ['cmd', '/c', 'mkdir C:\\a\\b & echo hi> C:\\a\\b\\c.txt & move C:\\a\\b C:\\d & type C:\\d\\c.txt'],
          world,
        )
      ).output,
    ).toBe('        1 dir(s) moved.\r\nhi \r\n')
  })

  test('P1: a child is in the process list as long as it runs', async () => {
    const world = practiceWorld()
    const { console, type, ended } = session(['cmd'], world)
    await console.until('C:\\>')
    await type('ping -t 127.0.0.1\r', 'TTL=128')
    expect(world.processes().map((it) => it.name)).toContain('PING.EXE')
    await type('\u0003', 'C:\\>')
    expect(world.processes().map((it) => it.name)).not.toContain('PING.EXE')
    console.send('exit\r')
    await ended
  })

  test('P1: more stops at a full page and goes on by a key', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `line ${at + 1}`).join('\r\n')
    const { console, type, ended } = session(
      ['cmd'],
      practiceWorld({ files: new SmallTree({ 'C:\\long.txt': lines }) }),
    )
    await console.until('C:\\>')
    const page = await type('type long.txt | more\r', '-- More  -- ')
    expect(page).toContain('line 24\r\n-- More  -- ')
    expect(page).not.toContain('line 25')
    await type(' ', '-- More  -- ')
    expect(await type('q', 'C:\\>')).toContain('C:\\>')
    console.send('exit\r')
    await ended
  })

  test('P1: a batch file runs with its arguments, jumps and an exit code', async () => {
    const script =
      '@echo off\r\nset n=0\r\n:again\r\nset /a n=%n%+1 >nul\r\necho %1 %n%\r\nif %n% lss 3 goto again\r\nexit /b 6\r\n'
    const world = practiceWorld({ files: new SmallTree({ 'C:\\run.cmd': script }) })
    expect(await run(['cmd', '/c', 'run.cmd hi'], world)).toEqual({
      output: 'hi 1\r\nhi 2\r\nhi 3\r\n',
      errors: '',
      code: 6,
    })
    expect((await run(['run.cmd', 'ho'], world)).output).toContain('ho 3')
  })

  test('T4: output waits for the reader', async () => {
    const world = practiceWorld({ files: new SmallTree({ 'C:\\big.txt': 'x'.repeat(200_000) }) })
    const console = new TestConsole(false)
    let open = () => {}
    let written = 0
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    console.write = async (text) => {
      written += text.length
      await gate
    }
    const ended = startProgram(['cmd', '/c', 'type big.txt'], world, console, {
      environment: environment(),
      folder: 'C:\\',
      pid: 1432,
    })
    await settle()
    expect(written).toBeLessThan(20_000)
    open()
    expect(await ended).toBe(0)
    expect(written).toBe(200_000)
  })
})
