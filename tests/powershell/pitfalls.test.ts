import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Call, given, type Value } from '../../main/setup/call.ts'
import type { RunnerSession } from '../../main/setup/host/runner-session.ts'
import { isRunning } from '../support/background-program.ts'
import { objectsOf, openLocal } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

/** A 64-bit whole number that a double may not hold exactly comes back as text, see below. */
const isExact = (number: number) =>
  !Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) > 2 ** 63

/** Any text that JSON can carry, half surrogate pairs aside, which no text on the other side could hold either. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...`'"\\ $\`#>;{}()\r\n\t\0\u2018\u2019\u201c\u201däß😀\u2028`), maxLength: 20 }),
  fc.constantFrom('2026-01-01T00:00:00Z', '/Date(1)/', '1', 'true', 'null', '', '$(Get-Date)', '--%'),
)
const plain: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.maxSafeInteger(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((number) => (Object.is(number, -0) ? 0 : number))
      .filter(isExact),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/).filter((key) => !['switch', 'secret', 'user'].includes(key)),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value

/** A hashtable's entries have no order. */
const sorted = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, sorted(item)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

describeWhere(pwsh !== undefined, noPwsh, "H1: PowerShell's pitfalls, each answered by the runner", () => {
  let session: RunnerSession
  const folder = temporaryFolder()
  beforeAll(async () => {
    // Numbers and dates as a German machine writes them.
    session = await openLocal({ environment: { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' } })
  })
  afterAll(async () => {
    await session?.close()
    folder.remove()
  })
  const made = async (
    property: { readonly [name: string]: Value },
    take: readonly string[] = Object.keys(property),
  ) => {
    const call: Call = { run: 'New-Object', with: { TypeName: 'psobject', Property: property }, take }
    return (await objectsOf(session, call))[0]
  }

  it('H1: every value goes in and comes out as it was: depth, arrays of one, texts like dates, all signs', async () => {
    await fc.assert(
      fc.asyncProperty(plain, async (value) => {
        const object = await made({ value })
        expect(JSON.stringify(sorted(object?.value ?? null))).toBe(JSON.stringify(sorted(value)))
      }),
      { numRuns: 150 },
    )
  })

  it('H1: enumerations are names, dates ISO 8601 in UTC, versions and spans text, whatever the culture', async () => {
    const [host] = await objectsOf(session, { run: 'Get-Host', take: ['Version', 'CurrentCulture.Name', 'InstanceId'] })
    expect(host).toMatchObject({ Version: expect.stringMatching(/^7\.\d/), 'CurrentCulture.Name': 'de-DE' })
    const [date] = await objectsOf(session, {
      run: 'Get-Date',
      with: { Date: '2026-03-04T05:06:07.089Z' },
      take: ['Value', 'DayOfWeek', 'TimeOfDay', 'DateTime', 'Kind'],
    })
    expect(date).toMatchObject({ Value: '2026-03-04T05:06:07.089Z', Kind: 'Local', TimeOfDay: expect.any(String) })
    expect(date?.DayOfWeek).toMatch(/day$/)
    const [span] = await objectsOf(session, {
      run: 'New-TimeSpan',
      with: { Hours: 26, Seconds: 1 },
      take: ['Value', 'TotalDays', 'Ticks'],
    })
    // 26 hours and a second in German would be 1,083… days.
    expect(span).toEqual({ Value: '1.02:00:01', TotalDays: 93_601 / 86_400, Ticks: 936_010_000_000 })
  })

  it('H1: notes that providers add to a text do not come along', async () => {
    writeFileSync(join(folder.path, 'note'), 'first\nsecond')
    const call: Call = {
      run: 'Get-Content',
      with: { LiteralPath: join(folder.path, 'note') },
      take: ['Value', 'PSPath'],
    }
    const [first] = await objectsOf(session, call)
    expect(first).toMatchObject({ Value: 'first', PSPath: expect.stringContaining('note') })
  })

  it('H1: nested properties by their dotted names, of each object of a list; what is not there is null', async () => {
    const object = await made({ a: { b: { c: [{ d: 1 }] } }, list: [{ n: 'x' }, { n: null }] }, [
      'a.b.c.d',
      'list.n',
      'a.nothing.there',
    ])
    expect(object).toEqual({ 'a.b.c.d': [1], 'list.n': ['x', null], 'a.nothing.there': null })
  })

  it('H1: numbers that JSON cannot hold exactly come as text', async () => {
    const [long] = await objectsOf(session, {
      run: 'New-TimeSpan',
      with: { Days: 10_000_000 },
      take: ['Ticks', 'Days'],
    })
    expect(long).toEqual({ Ticks: '8640000000000000000', Days: 10_000_000 })
    expect(await made({ n: 9007199254740991 })).toEqual({ n: 9007199254740991 })
  })

  it('H1: arguments reach a native program as they were', async () => {
    const echo = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'
    const argument = fc.string({ unit: fc.constantFrom(...`'"\\ $\`^&|<>%!();,=*?~#@{}[]ab-.:/\t\n\u2018\u2019ä`) })
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { minLength: 1, maxLength: 12 }), async (argv) => {
        const outcome = await session.invoke({ native: process.execPath, args: ['-e', echo, '--', ...argv] })
        expect(JSON.parse(outcome.output)).toEqual(argv)
      }),
      { numRuns: 40 },
    )
    const service = ['binPath=', '"C:\\Program Files\\Docker\\dockerd.exe" --run-service']
    const outcome = await session.invoke({ native: process.execPath, args: ['-e', echo, '--', ...service] })
    expect(JSON.parse(outcome.output)).toEqual(service)
  })

  it('H1: standard error of a native program is text, no error; both streams are read as bytes', async () => {
    const script = `
      process.stdout.write(Buffer.from('Grüße 😀\\n')); process.stderr.write('warning: not an error\\n')
      process.stdout.write(Buffer.from('wide\\r\\n', 'utf16le').subarray(0, 0)); process.exitCode = 3`
    expect(await session.invoke({ native: process.execPath, args: ['-e', script] })).toEqual({
      objects: [],
      errors: [],
      exitCode: 3,
      output: 'Grüße 😀\n',
      errorOutput: 'warning: not an error\n',
    })
    const wide = `process.stdout.write(Buffer.from('Größe\\r\\n', 'utf16le'))`
    expect((await session.invoke({ native: process.execPath, args: ['-e', wide] })).output).toBe('Größe\r\n')
    const large = `process.stdout.write('x'.repeat(3e6)); process.stderr.write('y'.repeat(3e6))`
    const { output, errorOutput } = await session.invoke({ native: process.execPath, args: ['-e', large] })
    expect([output.length, errorOutput.length]).toEqual([3e6, 3e6])
  })

  it('H1: a native program that waits for input gets its end, one that is stopped is ended', async () => {
    const read = `process.stdin.on('end', () => console.log('end')).resume()`
    expect((await session.invoke({ native: process.execPath, args: ['-e', read] })).output).toBe('end\n')
    const stop = new AbortController()
    let pid = 0
    const stay = 'console.log(process.pid); setInterval(() => undefined, 1000)'
    const call = session.invoke(
      { native: process.execPath, args: ['-e', stay] },
      {
        signal: stop.signal,
        onStream: ({ text }) => {
          pid = Number(text)
          stop.abort(new Error('stopped'))
        },
      },
    )
    await expect(call).rejects.toThrow('stopped')
    await waitFor('the program to end', () => !isRunning(pid))
  })

  it('H1: a native program that is not there, or a batch file, is an error record', async () => {
    expect((await session.invoke({ native: 'no-such-program', args: [] })).errors).toMatchObject([
      { id: expect.stringContaining('CommandNotFoundException'), terminating: true },
    ])
    writeFileSync(join(folder.path, 'x.cmd'), '#!/bin/sh\n', { mode: 0o755 })
    const { errors } = await session.invoke({ native: join(folder.path, 'x.cmd'), args: ['& calc'] })
    expect(errors).toMatchObject([{ message: expect.stringMatching(/^Batch files are not run/) }])
  })

  it('H1: only the name of a cmdlet can be run', async () => {
    for (const run of ['calc', '/bin/true', 'Get-Date; Get-Item', '$x', 'Get-Date\n', '']) {
      const { errors, objects } = await session.invoke({ run, take: ['Year'] })
      expect(errors, run).toHaveLength(1)
      expect(objects, run).toEqual([])
    }
  })

  it('H1: what asks for confirmation is answered by the call itself', async () => {
    const path = join(folder.path, 'to-remove')
    mkdirSync(join(path, 'child'), { recursive: true })
    const { errors } = await session.invoke({ run: 'Remove-Item', with: { LiteralPath: path, Recurse: given } })
    expect(errors).toEqual([])
    // A function of a module looks at the global preference only.
    const module = join(folder.path, 'asks.psm1')
    const asks = `[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()`
    writeFileSync(module, `function Remove-Asked { ${asks} if ($PSCmdlet.ShouldProcess('x')) { 'done' } }`)
    await objectsOf(session, { run: 'Import-Module', with: { Name: module, Global: given } })
    expect(await objectsOf(session, { run: 'Remove-Asked', take: ['Value'] })).toEqual([{ Value: 'done' }])
  })

  it('H1: a call that does not stop is given up, and the next gets a new runspace', async () => {
    const stubborn = await openLocal({ giveUpAfter: 500 })
    try {
      // A blocking method of .NET does not hear Stop.
      const call: Call = { run: 'Add-Type', with: { TypeDefinition: sleeper } }
      await objectsOf(stubborn, call)
      const began = Date.now()
      const sleeping = stubborn.invoke({ run: 'New-Object', with: { TypeName: 'SlipwaySleeper' } }, { deadline: 700 })
      await expect(sleeping).rejects.toMatchObject({ explained: { code: 'call-timed-out' } })
      expect(Date.now() - began).toBeLessThan(10_000)
      expect(await objectsOf(stubborn, { run: 'Get-Date', take: ['Year'] })).toHaveLength(1)
    } finally {
      await stubborn.close()
    }
  })

  it('H1: a secret stands in no transcript that a policy makes', async () => {
    const config = join(folder.path, 'config')
    const transcripts = join(folder.path, 'transcripts')
    mkdirSync(join(config, 'powershell'), { recursive: true })
    mkdirSync(transcripts)
    const Transcription = { EnableTranscripting: true, EnableInvocationHeader: true, OutputDirectory: transcripts }
    const settings = { PowerShellPolicies: { Transcription, ModuleLogging: { EnableModuleLogging: true } } }
    writeFileSync(join(config, 'powershell', 'powershell.config.json'), JSON.stringify(settings))
    const watched = await openLocal({ environment: { XDG_CONFIG_HOME: config } })
    await objectsOf(watched, {
      run: 'New-Object',
      with: { TypeName: 'psobject', Property: { shown: 'shown-word', hidden: { user: 'u', secret: 'terces-drow' } } },
      take: ['shown', 'hidden.UserName'],
    })
    await watched.close()
    const files = readdirSync(transcripts, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    const written = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n')
    expect(written).toContain('PowerShell transcript start')
    // The secret's value is its id turned around.
    expect(written).not.toContain('word-secret')
  })
})

const sleeper = `public class SlipwaySleeper { public SlipwaySleeper() {
  var end = System.DateTime.UtcNow.AddSeconds(30);
  while (System.DateTime.UtcNow < end) System.Threading.Thread.Sleep(100);
} }`
