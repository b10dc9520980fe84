import { describe, expect, test } from 'vitest'
import { ProgramNotFound } from '../../../main/practice/shell/world.ts'
import { practiceWorld, run, session } from './practice-world.ts'

const start = '\u001b[2J\u001b[m\u001b[H\u001b]0;C:\\Windows\\System32\\cmd.exe\u0007'
const banner = 'Microsoft Windows [Version 10.0.20348.2700]\r\n(c) Microsoft Corporation. All rights reserved.\r\n'

describe('cmd at a console', () => {
  test('P1: banner, prompt, echo of keys, an unknown command, an empty line and exit, byte for byte', async () => {
    const { console, type, ended } = session(['cmd'])
    await console.until('C:\\>')
    expect(console.output).toBe(`${start}${banner}\r\nC:\\>`)
    expect(await type('x', 'x')).toBe('x')
    expect(await type('yz\r', '>')).toBe(
      "yz\r\n'xyz' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n\r\nC:\\>",
    )
    expect(await type('\r')).toBe('\r\nC:\\>')
    expect(await type('cd windows\\SYSTEM32\r', 'C:\\Windows\\System32>')).toBe(
      'cd windows\\SYSTEM32\r\n\r\nC:\\Windows\\System32>',
    )
    console.send('exit 7\r')
    expect(await ended).toBe(7)
  })

  test('P1: editing keys move, insert, delete and clear as the console does', async () => {
    const { console, type, ended } = session(['cmd'])
    await console.until('C:\\>')
    expect(await type('ecko', 'ecko')).toBe('ecko')
    expect(await type('\u001b[D', '\b')).toBe('\b')
    expect(await type('\u001b[D', '\b')).toBe('\b')
    expect(await type('\u001b[3~', 'o')).toBe('o\u001b[K\b'.replace('o\u001b[K', '\u001b[Ko'))
    expect(await type('h', 'ho')).toBe('ho\b')
    expect(await type('\u001b[F hi\u007f\u007fhi', 'hi')).toContain('\b')
    expect(await type('\r')).toBe('\r\nhi\r\n\r\nC:\\>')
    expect(await type('\u001b[A', 'echo hi')).toBe('echo hi')
    const cleared = await type('\u001b', '\u001b[K')
    expect(cleared).toBe('\u001b[5G\u001b[K')
    expect(await type('abc\u0003')).toBe('abc^C\r\nC:\\>')
    console.send('exit\r')
    await ended
  })

  test('P1: Tab completes file names and goes round', async () => {
    const { console, type, ended } = session(['cmd'])
    await console.until('C:\\>')
    expect(await type('cd pro\t', 'Files"')).toBe(
      'cd pro\b\b\b\u001b[K"Program Files"'.replace('\b\b\b\u001b[K', '\u001b[8G'),
    )
    console.send('\u001bexit\r')
    await ended
  })

  test('P1: Ctrl-C ends ping -t with its statistics and comes back to the prompt', async () => {
    const { console, type, ended } = session(['cmd'])
    await console.until('C:\\>')
    await type('ping -t 127.0.0.1\r', 'TTL=128\r\n')
    const after = await type('\u0003')
    expect(after).toBe(
      '\r\nPing statistics for 127.0.0.1:\r\n    Packets: Sent = 1, Received = 1, Lost = 0 (0% loss),\r\n' +
        'Approximate round trip times in milli-seconds:\r\n    Minimum = 0ms, Maximum = 0ms, Average = 0ms\r\n' +
        'Control-C\r\n^C\r\nC:\\>',
    )
    console.send('exit\r')
    await ended
  })

  test('T3: a new window width paints the prompt and the line anew', async () => {
    const { console, type, ended } = session(['cmd'])
    await console.until('C:\\>')
    await type('echo hello', 'hello')
    const from = console.output.length
    console.resize(40, 20)
    await new Promise((done) => setTimeout(done, 20))
    expect(console.output.slice(from), 'a width that breaks nothing').toBe('')
    console.resize(12, 20)
    await console.until('C:\\>echo hello', from)
    expect(console.output.slice(from)).toBe('\u001b[1A\r\u001b[JC:\\>echo hello')
    expect(await type('\r', 'C:\\>')).toBe('\r\nhello\r\n\r\nC:\\>')
    console.send('exit\r')
    await ended
  })

  test('P1: Ctrl-C ends a command given by /c', async () => {
    const { console, ended } = session(['cmd', '/c', 'ping -t 127.0.0.1'])
    await console.until('TTL=128')
    console.send('\u0003')
    expect(await ended).toBe(0xc000013a)
    expect(console.output).toContain('Control-C\r\n')
  })

  test('P1: a killed container ends the shell at once', async () => {
    const { console, ended } = session(['cmd'])
    await console.until('C:\\>')
    console.kill()
    expect(await ended).toBe(0xc000013a)
  })
})

describe('ping', () => {
  test('P1: -t localhost, the seed’s figures 4-10 and 4-11: by the name of the container, once a second, until Ctrl-C', async () => {
    const { console, ended } = session(['ping', '-t', 'localhost'])
    await console.until('time<1ms\r\nReply')
    console.send('\u0003')
    expect(await ended).toBe(0xc000013a)
    expect(console.output.slice(console.output.indexOf('\u0007') + 1)).toBe(
      '\r\nPinging 5d41402abc4b [::1] with 32 bytes of data:\r\nReply from ::1: time<1ms\r\nReply from ::1: time<1ms\r\n' +
        '\r\nPing statistics for ::1:\r\n    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),\r\n' +
        'Approximate round trip times in milli-seconds:\r\n    Minimum = 0ms, Maximum = 0ms, Average = 0ms\r\nControl-C\r\n',
    )
  })

  test('P1: an unknown host, a silent one, a bad option', async () => {
    expect(await run(['ping', 'nowhere'])).toEqual({
      output: 'Ping request could not find host nowhere. Please check the name and try again.\r\n',
      errors: '',
      code: 1,
    })
    expect((await run(['ping', '-n', '1', '-w', '10', '10.9.9.9'])).output).toBe(
      '\r\nPinging 10.9.9.9 with 32 bytes of data:\r\nRequest timed out.\r\n\r\nPing statistics for 10.9.9.9:\r\n' +
        '    Packets: Sent = 1, Received = 0, Lost = 1 (100% loss),\r\n',
    )
    expect((await run(['ping', '-n', '0', 'x'])).output).toBe(
      'Bad value for option -n, valid range is from 1 to 4294967295.\r\n',
    )
  })

  test('P1: a container on the same network answers by its name', async () => {
    expect((await run(['ping', '-n', '1', 'web'])).output).toContain(
      'Pinging web [172.27.96.12] with 32 bytes of data:\r\nReply from 172.27.96.12: bytes=32 time<1ms TTL=128\r\n',
    )
  })
})

describe('cmd without a console', () => {
  test('P1: dir in the layout of the real one', async () => {
    expect((await run(['cmd', '/c', 'dir'])).output).toBe(
      ' Volume in drive C has no label.\r\n Volume Serial Number is 1CC3-7B0E\r\n\r\n Directory of C:\\\r\n\r\n' +
        '10/30/2026  05:12 AM             5,510 License.txt\r\n' +
        '10/30/2026  05:12 AM    <DIR>          Program Files\r\n' +
        '10/30/2026  05:12 AM    <DIR>          Users\r\n' +
        '10/30/2026  05:12 AM    <DIR>          Windows\r\n' +
        '               1 File(s)          5,510 bytes\r\n' +
        '               3 Dir(s)  21,299,372,032 bytes free\r\n',
    )
  })

  test('P1: lines from a pipe are shown behind the prompt and the end of input ends it', async () => {
    expect(await run(['cmd'], practiceWorld(), 'echo hi\r\nexit /b 3\r\n')).toEqual({
      output: `${banner}\r\nC:\\>echo hi\r\nhi\r\n\r\nC:\\>exit /b 3\r\n`,
      errors: '',
      code: 3,
    })
    expect((await run(['cmd'], practiceWorld(), 'ver\n')).output).toBe(
      `${banner}\r\nC:\\>ver\r\n\r\nMicrosoft Windows [Version 10.0.20348.2700]\r\n\r\nC:\\>`,
    )
  })

  test.each([
    ['echo a&& echo b', 'a\r\nb\r\n'],
    ['nothere 2>nul || echo no', 'no\r\n'],
    ['cd nowhere 2>nul && echo yes', ''],
    ['echo %USERNAME%-%NOPE%-%username:~0,9%', 'ContainerAdministrator-%NOPE%-Container\r\n'],
    ['echo a^&b "c & d"', 'a&b "c & d"\r\n'],
    ['(echo one& echo two) > C:\\f.txt & type C:\\f.txt', 'one\r\ntwo\r\n'],
    ['echo b>x& echo a>>x& sort < x', 'a\r\nb\r\n'],
    ['dir | find "<DIR>" | find /c /v ""', '3\r\n'],
    ['if exist C:\\Users (echo there) else echo gone', 'there\r\n'],
    ['for %i in (1 2) do @echo n%i', 'n1\r\nn2\r\n'],
    ['for %f in (C:\\*.nothere) do @echo %f', ''],
    ['for /l %i in (3,-1,1) do @echo %i', '3\r\n2\r\n1\r\n'],
    ['for /f "tokens=1,2* delims=," %a in ("x,y,z w") do @echo %b %a %c', 'y x z w\r\n'],
    ["for /f %i in ('hostname') do @echo [%i]", '[5d41402abc4b]\r\n'],
    [
      'for /f "skip=1 tokens=2" %a in (\'dir C:\\ ^| find "<DIR>"\') do @for %x in (1) do @echo %a%x',
      '05:121\r\n05:121\r\n',
    ],
    ['echo a> C:\\n.txt & for %f in (C:\\n*.txt) do @echo %~nxf %~zf %~dpf', 'n.txt 4 C:\\\r\n'],
    ['if exist C:\\Nope (echo yes) else (echo no)', 'no\r\n'],
    ['if exist C:\\Users (echo yes) else (echo no)', 'yes\r\n'],
    ['if 1==2 (echo a) else if 1==1 (echo b) else (echo c)', 'b\r\n'],
    ['(echo x& echo y)>C:\\g.txt & type C:\\g.txt', 'x\r\ny\r\n'],
    ['cls /?', 'Clears the screen.\r\n\r\nCLS\r\n'],
    ['start /b /wait cmd /c echo shared', 'shared\r\n'],
    ['start cmd /c echo elsewhere & echo here', 'here\r\n'],
    ['mkdir a\\b & cd a\\b & cd', 'C:\\a\\b\r\n'],
    ['set /a 2+3*4', '14'],
    ['whoami', 'user manager\\containeradministrator\r\n'],
    ['hostname', '5d41402abc4b\r\n'],
    ['set USER', 'USERNAME=ContainerAdministrator\r\n'],
    ['cmd /c "cmd /c exit 5" & echo %ERRORLEVEL%', '0\r\n'],
  ])('P1: %s', async (line, output) => {
    expect((await run(['cmd', '/s', '/c', `"${line}"`])).output).toBe(output)
  })

  test('P1: a batch file calls its own parts with arguments, and keeps its variables to itself', async () => {
    const world = practiceWorld()
    world.files.write(
      'C:\\b.cmd',
      Buffer.from(
        '@echo off\r\nsetlocal\r\nset X=inside\r\ncall :say one two\r\ncall :say three\r\necho %X%\r\ngoto :eof\r\n:say\r\necho said %1 %2\r\nexit /b 3\r\n',
      ),
    )
    const ran = await run(['cmd', '/c', 'set X=outside& b.cmd'], world)
    expect(ran).toMatchObject({ output: 'said one two\r\nsaid three \r\ninside\r\n', errors: '', code: 3 })
    expect((await run(['cmd', '/c', 'call :x'], world)).errors).toBe(
      'Invalid attempt to call batch label outside of batch script.\r\n',
    )
    world.files.write('C:\\s.cmd', Buffer.from('@setlocal\r\n@set Y=1\r\n@endlocal\r\n@if not defined Y echo gone\r\n'))
    expect((await run(['cmd', '/c', 's.cmd'], world)).output).toBe('gone\r\n')
  })

  test.each([
    ['cd nowhere', 'The system cannot find the path specified.\r\n', 1],
    ['type nofile', 'The system cannot find the file specified.\r\n', 1],
    ['type C:\\Users', 'Access is denied.\r\n', 1],
    ['mkdir', 'The syntax of the command is incorrect.\r\n', 1],
    ['dir nofile', 'File Not Found\r\n', 1],
    ['echo a > nofolder\\x', 'The system cannot find the path specified.\r\n', 1],
    ['foo', "'foo' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n", 1],
    [
      'foo & echo a',
      "'foo' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n",
      0,
    ],
    [
      '(echo @foo)> f.cmd & f',
      "'foo' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n",
      9009,
    ],
    ['start nosuch', 'The system cannot find the file nosuch.\r\n', 9059],
    ['for /f %i in (nofile.txt) do @echo %i', 'The system cannot find the file nofile.txt.\r\n', 1],
    ['set /a', 'The syntax of the command is incorrect.\r\n', 1],
    ['vol d:', 'The system cannot find the path specified.\r\n', 1],
    ['whoami /groups', 'whoami: the option /groups is not part of the practice host.\r\n', 1],
    ['whoami /nope', 'ERROR: Invalid argument/option - \'/nope\'.\r\nType "WHOAMI /?" for usage.\r\n', 1],
    ['tasklist /svc', 'tasklist: the option /svc is not part of the practice host.\r\n', 1],
    ['date 1-1-2020', 'A required privilege is not held by the client.\r\n', 1],
    ['&& x', '&& was unexpected at this time.\r\n', 1],
  ])('P1: %s fails as there', async (line, errors, code) => {
    const ran = await run(['cmd', '/c', line])
    expect(ran.errors).toBe(errors)
    expect(ran.code).toBe(code)
  })

  test('P1: an unknown program is refused before anything is written', async () => {
    await expect(run(['bash'])).rejects.toBeInstanceOf(ProgramNotFound)
  })

  test('P1: tasklist has the columns of the real one and shows the child itself', async () => {
    const { output } = await run(['cmd', '/c', 'tasklist'])
    expect(output).toContain(
      '\r\nImage Name                     PID Session Name        Session#    Mem Usage\r\n' +
        '========================= ======== ================ =========== ============\r\n' +
        'System Idle Process              0 Services                   0          8 K\r\n',
    )
    expect(output).toContain('tasklist.exe')
  })

  test('P1: ipconfig', async () => {
    expect((await run(['ipconfig'])).output).toBe(
      '\r\nWindows IP Configuration\r\n\r\n\r\nEthernet adapter vEthernet (Ethernet):\r\n\r\n' +
        '   Connection-specific DNS Suffix  . : example.internal\r\n' +
        '   Link-local IPv6 Address . . . . . : fe80::9c0e:5a1d:7c2b:4f61%21\r\n' +
        '   IPv4 Address. . . . . . . . . . . : 172.27.96.11\r\n' +
        '   Subnet Mask . . . . . . . . . . . : 255.255.240.0\r\n' +
        '   Default Gateway . . . . . . . . . : 172.27.96.1\r\n',
    )
  })
})
