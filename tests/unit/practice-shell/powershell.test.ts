import { describe, expect, test } from 'vitest'
import { practiceWorld, run, session } from './practice-world.ts'

const banner =
  'Windows PowerShell\r\nCopyright (C) Microsoft Corporation. All rights reserved.\r\n\r\n' +
  'Install the latest PowerShell for new features and improvements! https://aka.ms/PSWindows\r\n\r\n'

async function ps(line: string, world = practiceWorld()) {
  return run(['powershell', '-NoLogo', '-NoProfile', '-Command', line], world)
}

describe('PowerShell at a console', () => {
  test('P1: banner, prompt, a command, an unknown one in red, and exit, byte for byte', async () => {
    const { console, type, ended } = session(['powershell'])
    await console.until('PS C:\\> ')
    const title = '\u001b]0;C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe\u0007'
    expect(console.output).toBe(`\u001b[2J\u001b[m\u001b[H${title}${banner}PS C:\\> `)
    expect(await type('cd users\r', '> ')).toBe('cd users\r\nPS C:\\Users> ')
    expect(await type('foo\r', 'C:\\Users> ')).toBe(
      'foo\r\n\u001b[91m\u001b[40m' +
        "foo : The term 'foo' is not recognized as the name of a cmdlet, function, \r\nscript file, or operable program. " +
        'Check the spelling of the name, or if a path \r\nwas included, verify that the path is correct and try again.\r\n' +
        'At line:1 char:1\r\n+ foo\r\n+ ~~~\r\n' +
        '    + CategoryInfo          : ObjectNotFound: (foo:String) [], CommandNotFound \r\n   Exception\r\n' +
        '    + FullyQualifiedErrorId : CommandNotFoundException\r\n\u001b[m \r\nPS C:\\Users> ',
    )
    expect(await type('if ($true) {\r', '>> ')).toBe('if ($true) {\r\n>> ')
    expect(await type("'yes' }\r", 'C:\\Users> ')).toBe("'yes' }\r\nyes\r\nPS C:\\Users> ")
    console.send('exit 4\r')
    expect(await ended).toBe(4)
  })

  test('P1: Tab completes cmdlets, parameters and paths', async () => {
    const { console, type, ended } = session(['powershell', '-NoLogo'])
    await console.until('PS C:\\> ')
    expect(await type('get-comp\t', 'Get-ComputerInfo')).toContain('Get-ComputerInfo')
    expect(await type(' -pr\t', 'Property')).toBe(' -pr\u001b[27GProperty')
    expect(await type('\u001bcd .\\pro\t', "Files'")).toContain("'.\\Program Files'")
    console.send('\u001bexit\r')
    expect(await ended).toBe(0)
  })

  test('P1: Ctrl-C stops a sleep, an endless loop and a native program, and leaves the shell', async () => {
    const { console, type, ended } = session(['powershell', '-NoLogo'])
    await console.until('PS C:\\> ')
    for (const line of ['Start-Sleep 100', 'while ($true) { $x = 1 }', 'ping -t 127.0.0.1']) {
      await type(`${line}\r`, '\r\n')
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(await type('\u0003', 'PS C:\\> ')).toContain('PS C:\\> ')
    }
    console.send('exit\r')
    expect(await ended).toBe(0)
  })
})

describe('Get-Process', () => {
  test('P1: the seed’s figures 4-10 and 4-11: the columns of 5.1, sorted by name, the idle process without time', async () => {
    expect((await ps('Get-Process')).output).toBe(
      '\r\nHandles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName\r\n' +
        '-------  ------    -----      -----     ------     --  -- -----------\r\n' +
        '     94      29     1464       5371       0.03   1180   3 CExecSvc\r\n' +
        '     71      29     1464       3906       0.03   1432   3 cmd\r\n' +
        '      0       0       60          8                 0   0 Idle\r\n' +
        '   1532      29      192        144       0.03      4   0 System\r\n\r\n\r\n',
    )
  })

  test('P1: processes whose names begin with P, and one that is not there', async () => {
    const world = practiceWorld()
    const ping = world.startProcess('PING.EXE', 1432)
    const { output } = await ps('Get-Process p*', world)
    expect(output).toContain('   1504   3 PING\r\n')
    ping.end()
    expect((await ps('Get-Process nope -ErrorAction SilentlyContinue')).errors).toBe('')
    const { errors, code } = await ps('Get-Process nope')
    expect(code).toBe(1)
    expect(errors).toContain('Get-Process : Cannot find a process with the name "nope". Verify the process')
    expect(errors).toContain('    + FullyQualifiedErrorId : NoProcessFoundForGivenName,Microsoft.PowerShell.')
  })
})

describe('Get-ComputerInfo', () => {
  test('P1: the seed’s figure 4-8: the top of the list says Server Core, names stand in a column of 55', async () => {
    const { output } = await ps('Get-ComputerInfo | Out-String -Width 120')
    const lines = output.split('\r\n')
    expect(lines.slice(0, 7)).toEqual([
      '',
      '',
      'WindowsBuildLabEx                                       : 20348.1.amd64fre.fe_release.210507-1500',
      'WindowsCurrentVersion                                   : 6.3',
      'WindowsEditionId                                        : ServerDatacenter',
      'WindowsInstallationType                                 : Server Core',
      'WindowsInstallDateFromRegistry                          : 10/30/2026 5:12:33 AM',
    ])
    expect(lines.filter((it) => / : |: $/.test(it))).toHaveLength(182)
    expect(lines.slice(-6)).toEqual(['DeviceGuardUserModeCodeIntegrityPolicyEnforcementStatus : ', '', '', '', '', ''])
  })
})

describe('PowerShell’s commands', () => {
  test('P1: Get-ChildItem in the layout of 5.1', async () => {
    expect((await ps('dir')).output).toBe(
      '\r\n\r\n    Directory: C:\\\r\n\r\n\r\nMode                 LastWriteTime         Length Name\r\n' +
        '----                 -------------         ------ ----\r\n' +
        '-a----        10/30/2026   5:12 AM           5510 License.txt\r\n' +
        'd-----        10/30/2026   5:12 AM                Program Files\r\n' +
        'd-----        10/30/2026   5:12 AM                Users\r\n' +
        'd-----        10/30/2026   5:12 AM                Windows\r\n\r\n\r\n',
    )
  })

  test.each([
    ['1+2*3; 10/4; 7 % 4; 5-3; "a$(1+1)b"', '7\r\n2.5\r\n3\r\n2\r\na2b\r\n'],
    ['1..4 | Where-Object { $_ -gt 2 } | ForEach-Object { $_ * 10 }', '30\r\n40\r\n'],
    ['$x = 5; $x += 2; $x; $env:FOO = "bar"; $env:FOO; cmd /c echo %FOO%', '7\r\nbar\r\nbar\r\n'],
    ['Get-Process | Sort-Object Id -Descending | Select-Object -First 1 -ExpandProperty Name', 'cmd\r\n'],
    ['Get-Process | where Id -lt 5 | ft Name,Id', '\r\nName   Id\r\n----   --\r\nIdle    0\r\nSystem  4\r\n\r\n\r\n'],
    ['[pscustomobject]@{A=1;B="two"}', '\r\nA B\r\n- -\r\n1 two\r\n\r\n\r\n'],
    ['Get-Location', '\r\nPath\r\n----\r\nC:\\\r\n\r\n\r\n'],
    ['Get-Date', '\r\nSaturday, October 31, 2026 6:13:34 AM\r\n\r\n\r\n'],
    ['Get-Date -Format yyyy-MM-dd', '2026-10-31\r\n'],
    ['Set-Content a.txt one,two; Add-Content a.txt three; gc a.txt -Tail 2; (gc a.txt).Count', 'two\r\nthree\r\n3\r\n'],
    [
      'md d | Out-Null; (Copy-Item License.txt d -PassThru).Name; (Move-Item d\\License.txt m.txt -PassThru).Name; dir d; rm d',
      'License.txt\r\nm.txt\r\n',
    ],
    [
      'New-Item -ItemType Directory d | Out-Null; Copy-Item License.txt d; Test-Path d\\License.txt; rm -r d; Test-Path d',
      'True\r\nFalse\r\n',
    ],
    ['foreach ($i in 1..2) { if ($i -eq 2) { "two" } else { "one" } }', 'one\r\ntwo\r\n'],
    ['"{0:N2}|{1,5}" -f 1234.5, "x"', '1,234.50|    x\r\n'],
    ['nope 2>$null; $?', 'False\r\n'],
    ['hostname | % { $_.ToUpper() }', '5D41402ABC4B\r\n'],
    ['ls | select Name,Length -Last 1 | fl', '\r\n\r\nName   : Windows\r\nLength : \r\n\r\n\r\n\r\n'],
    ['"to file" > o.txt; cmd /c type o.txt', 'to file\r\n'],
    ['1,2,3 | measure -Sum | % Sum', '6\r\n'],
    ["'a','b','ab' | Select-String a", '\r\na\r\nab\r\n\r\n\r\n'],
    ['sc x.txt one,two; sls two x.txt; sls -q nope x.txt', '\r\nx.txt:2:two\r\n\r\n\r\nFalse\r\n'],
    ['for ($i = 0; $i -lt 3; $i++) { if ($i -eq 1) { continue }; $i }', '0\r\n2\r\n'],
    ['do { $n++; $n } until ($n -ge 2)', '1\r\n2\r\n'],
    ["switch (1,2,9) { 1 {'one'} 2 {'two'} default { \"no $_\" } }", 'one\r\ntwo\r\nno 9\r\n'],
    ["switch -regex ('abc') { '^a' {'first'} 'c$' {'last'} }", 'first\r\nlast\r\n'],
    ['function f($a, $b = 5) { $z = 1; "f $a $b $args" }; f 3; f -b 1 2 9; $z', 'f 3 5 \r\nf 2 1 9\r\n'],
    ['function Add { param([int]$x, $y) return $x + $y }; Add 2 3', '5\r\n'],
    ["'abc' -match '(?<x>b)(c)' | Out-Null; $Matches[0]; $Matches.x", 'bc\r\nb\r\n'],
    ['1,1,2 | Get-Unique; 1..3 | group { $_ % 2 } | % Count', '1\r\n2\r\n2\r\n1\r\n'],
    ['"t" | tee o.txt; gc o.txt', 't\r\nt\r\n'],
    ['@{a=1} | ConvertTo-Json -Compress; (ConvertFrom-Json \'{"b":[1,2]}\').b[1]', '{"a":1}\r\n2\r\n'],
    ['(gal ls).Definition; Get-ExecutionPolicy; Write-Warning w', 'Get-ChildItem\r\nRemoteSigned\r\nWARNING: w\r\n'],
    ['$PSVersionTable.PSVersion.ToString(); $pid', '5.1.20348.2700\r\n1432\r\n'],
  ])('P3: %s', async (line, output) => {
    expect(await ps(line)).toMatchObject({ output, errors: '' })
  })

  test.each([
    ['Get-Process -nope', 'A parameter cannot be found that matches parameter name', 'NamedParameterNotFound,'],
    ['Get-ChildItem C:\\nope', "Cannot find path 'C:\\nope' because it does not exist.", 'PathNotFound,'],
    ['Get-Process -Id x', 'Cannot bind parameter', 'CannotConvertArgumentNoMessage,'],
    ['Get-ChildItem -F', 'Parameter cannot be processed because the parameter name', 'AmbiguousParameter,'],
    ['ls C:\\nope', "ls : Cannot find path 'C:\\nope' because it does not exist.", 'PathNotFound,'],
    ['iwr http://localhost', 'iwr : Unable to connect to the remote server', 'WebCmdletWebResponseException,'],
    [
      'iwr https://example.com',
      "The remote name could not be resolved: 'example.com'",
      'WebCmdletWebResponseException,',
    ],
    ['Get-Variable nope', "Cannot find a variable with the name 'nope'.", 'VariableNotFound,'],
    ['Write-Error bad', 'Write-Error bad : bad + CategoryInfo', 'WriteErrorException'],
    ['Get-Member', 'This command of Windows PowerShell is not part of the practice host.', 'NotPartOfThePracticeHost'],
    ['Get-Nothing', "The term 'Get-Nothing' is not recognized as the name of a cmdlet", 'CommandNotFoundException'],
    ['Get-Service nope', "Cannot find any service with service name 'nope'.", 'NoServiceFoundForGivenName,'],
    ['1/0', 'Attempted to divide by zero.', 'RuntimeException'],
    ['$null.Trim()', 'You cannot call a method on a null-valued expression.', 'InvokeMethodOnNull'],
    ['if (', 'At line:1 char:', 'ParserError: (:) []'],
  ])('P3: %s fails with the real id', async (line, message, id) => {
    const { errors, code } = await ps(line)
    expect(errors.replace(/\s*\r\n\s*/g, ' ')).toContain(message)
    expect(errors.replace(/\s*\r\n\s*/g, '')).toContain(id.replace(/\s/g, id.includes('(') ? ' ' : ''))
    expect(code).toBe(1)
  })

  test('P3: $ErrorActionPreference, as Dockerfiles set it, ends the script at its first error', async () => {
    const stopped = await ps(
      "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; Get-Item nope; 'after'",
    )
    expect(stopped).toMatchObject({ output: '', code: 1 })
    expect(stopped.errors).toContain("Cannot find path 'C:\\nope' because it does not exist.")
    expect((await ps("Get-Item nope; 'after'")).output).toBe('after\r\n')
  })

  test('P3: try, catch, finally and throw', async () => {
    expect(
      (await ps("try { throw 'bad'; 'no' } catch { \"got $($_.Exception.Message)\" } finally { 'end' }")).output,
    ).toBe('got bad\r\nend\r\n')
    expect((await ps('try { Get-Item nope -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }')).output).toBe(
      'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand\r\n',
    )
    expect(await ps("throw 'bad'; 'after'")).toMatchObject({ output: '', code: 1 })
  })

  test('P3: -EncodedCommand, exit codes, -File refused plainly', async () => {
    const encoded = Buffer.from('exit 9', 'utf16le').toString('base64')
    expect((await run(['powershell', '-EncodedCommand', encoded])).code).toBe(9)
    expect((await ps('cmd /c exit 3; exit $LASTEXITCODE')).code).toBe(3)
    expect((await run(['powershell', '-File', 'nope.ps1'])).errors).toContain(
      "The argument 'nope.ps1' to the -File parameter does not exist.",
    )
  })

  test('P1: lines from a pipe', async () => {
    expect((await run(['powershell', '-NoLogo'], practiceWorld(), 'echo hi\r\n')).output).toBe(
      'PS C:\\> echo hi\r\nhi\r\nPS C:\\> ',
    )
  })
})
