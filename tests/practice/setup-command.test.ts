import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CommandLine, parseCommandLine } from '../../main/command-line/arguments.ts'
import { runFacts, runSetup } from '../../main/command-line/setup-command.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

describe('H14: slipway setup and slipway facts', () => {
  let folder: TemporaryFolder
  beforeEach(() => {
    folder = temporaryFolder('setup-command-')
  })
  afterEach(() => folder.remove())

  /** Runs a command line as the command door does; answers its exit code and what it printed. */
  async function slipway(...words: string[]): Promise<{ code: number; text: string }> {
    const command: CommandLine = parseCommandLine([...words, '--data-folder', folder.path], '1.0.0')
    const lines: string[] = []
    const around = { version: '1.0.0', print: (line: string) => void lines.push(line) }
    const { signal } = new AbortController()
    if (command.kind === 'facts')
      return { code: await runFacts(command.options, around, signal), text: lines.join('\n') }
    if (command.kind === 'setup')
      return { code: await runSetup(command.options, around, signal), text: lines.join('\n') }
    return { code: command.kind === 'text' ? command.exitCode : -1, text: command.kind === 'text' ? command.text : '' }
  }

  it('H1: prints the facts as text and as JSON', async () => {
    const on = ['--on', 'practice:server-2022']
    expect((await slipway('facts', ...on)).text).toContain('caption: Microsoft Windows Server 2022 Datacenter')
    expect((await slipway('facts', ...on)).text).toContain('domain: none')
    const { text } = await slipway('facts', ...on, '--json')
    expect(JSON.parse(text)).toMatchObject({ facts: { build: 20348 }, requirements: expect.any(Array) })
  })

  it('H3: shows a plan and changes nothing, writes it out, runs it, and takes it back', async () => {
    const on = ['containers-feature', '--on', 'practice:server-2022']
    const shown = await slipway('setup', ...on, '--show')
    expect(shown).toMatchObject({
      code: 0,
      text: expect.stringContaining('PS> Install-WindowsFeature -Name Containers'),
    })

    const file = join(folder.path, 'plan.ps1')
    expect((await slipway('setup', ...on, '--export', file)).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeff[\s\S]*#Requires -RunAsAdministrator/)
    // A file that is there is not written over.
    await expect(slipway('setup', ...on, '--export', file)).rejects.toMatchObject({
      explained: { code: 'file-exists' },
    })

    const warned = await slipway('setup', ...on, '--run')
    expect(warned).toMatchObject({ code: 2, text: expect.stringContaining('Give --yes') })
    const run = await slipway('setup', ...on, '--run', '--yes')
    expect(run).toMatchObject({ code: 0, text: expect.stringMatching(/Run [\w-]+: done/) })
    expect((await slipway('setup', ...on, '--run', '--yes')).text).toBe('Everything is done already.')

    const undone = await slipway('setup', ...on, '--undo')
    expect(undone).toMatchObject({ code: 0, text: expect.stringMatching(/Run [\w-]+: undone/) })
    const { text } = await slipway('facts', '--on', 'practice:server-2022', '--json')
    expect(JSON.parse(text).facts.features.containers).toBe('available')
  }, 60_000)

  it('H1: lets one remote host be trusted, and refuses a pattern', async () => {
    const on = ['trust-remote-host', '--on', 'practice:windows-11']
    for (const host of ['*', '*.corp.com', 'a,b']) {
      await expect(slipway('setup', ...on, '--set', `host=${host}`, '--run', '--yes')).rejects.toMatchObject({
        explained: { code: 'setup-usage', remedy: expect.stringContaining('no pattern such as *') },
      })
    }
    await expect(slipway('setup', ...on, '--show')).rejects.toMatchObject({ explained: { code: 'setup-usage' } })
    const named = [...on, '--set', 'host=srv1.corp.com']
    const warned = await slipway('setup', ...named, '--run')
    expect(warned).toMatchObject({ code: 2, text: expect.stringContaining('HTTPS is the better way') })
    const run = await slipway('setup', ...named, '--run', '--yes')
    expect(run).toMatchObject({ code: 0, text: expect.stringMatching(/Run [\w-]+: done/) })
    expect(run.text).toContain(
      "PS> Set-Item -Path 'WSMan:\\localhost\\Client\\TrustedHosts' -Value 'srv1.corp.com' -Concatenate -Force",
    )
    expect((await slipway('setup', ...named, '--run', '--yes')).text).toBe('Everything is done already.')
    expect(await slipway('setup', ...on, '--undo')).toMatchObject({ code: 0, text: expect.stringContaining('undone') })
  }, 60_000)

  it('H4: a plan that cannot run exits with 2 and says why', async () => {
    const { code, text } = await slipway(
      'setup',
      'hyper-v',
      '--on',
      'practice:server-2022-firmware-off',
      '--run',
      '--yes',
    )
    expect(code).toBe(2)
    expect(text).toContain('[not possible] Virtualization is switched on in the firmware')
    expect(text).toContain('Switch on virtualization')
  })

  it('H5: takes parameters by --set and refuses wrong ones with the right ones named', async () => {
    const on = ['nested-virtualization', '--on', 'practice:hyperv-host']
    await expect(slipway('setup', ...on, '--show')).rejects.toMatchObject({ explained: { code: 'setup-usage' } })
    await expect(slipway('setup', ...on, '--show', '--set', 'name=x')).rejects.toMatchObject({
      explained: { remedy: expect.stringContaining('vm, stop') },
    })
    await expect(slipway('setup', ...on, '--show', '--set', 'vm=a*')).rejects.toMatchObject({
      explained: { remedy: expect.stringContaining('patterns') },
    })
    const { text } = await slipway('setup', ...on, '--show', '--set', 'vm=nobody', '--set', 'processors=4')
    expect(text).toContain('Nested virtualization for nobody')
  })

  it.each([
    ['setup', 'no-such', '--on', 'practice:server-2022', '--show'],
    ['setup', 'hyper-v', '--on', 'practice:no-such', '--show'],
    ['setup', 'hyper-v', '--on', 'nonsense', '--show'],
    ['setup', 'hyper-v', '--on', 'practice:server-2022', '--resume'],
  ])('H14: %s %s %s %s %s is refused with a remedy', async (...words) => {
    await expect(slipway(...words)).rejects.toMatchObject({ explained: { remedy: expect.stringMatching(/\w/) } })
    expect(existsSync(join(folder.path, 'setup', 'journal'))).toBe(false)
  })

  it('H14: wants exactly one thing to do', async () => {
    const both = await slipway('setup', 'hyper-v', '--on', 'local', '--show', '--run')
    expect(both).toMatchObject({ code: 1, text: expect.stringContaining('Give one of') })
    expect(await slipway('setup', 'hyper-v', '--on', 'local')).toMatchObject({ code: 1 })
    expect((await slipway('setup', '--help')).text).toContain('Exit codes')
  })
})
