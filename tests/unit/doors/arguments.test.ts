import { describe, expect, it } from 'vitest'
import { parseCommandLine, withoutChromiumSwitches } from '../../../main/command-line/arguments.ts'

const parse = (...args: string[]) => parseCommandLine(args, '1.2.3')

describe('X2: the slipway command', () => {
  it('opens the window without arguments', () => expect(parse()).toEqual({ kind: 'window', run: null }))

  it('H14: opens the window on a run that Windows started it for, and on nothing else that it is given', () => {
    expect(parse('--continue', 'a-1')).toEqual({ kind: 'window', run: 'a-1' })
    for (const given of ['', '../../etc', 'a b', 'x'.repeat(81)]) {
      expect(parse('--continue', given)).toEqual({ kind: 'window', run: null })
    }
    expect(withoutChromiumSwitches(['--no-sandbox', '--continue', 'a-1'])).toEqual(['--continue', 'a-1'])
  })

  it('H14: comes back to a plan by itself only when told to', () => {
    const setup = ['setup', 'hyper-v', '--on', 'local', '--run'] as const
    expect(parse(...setup)).toMatchObject({ kind: 'setup', options: { continueAfterRestart: false } })
    expect(parse(...setup, '--continue-after-restart')).toMatchObject({ options: { continueAfterRestart: true } })
    expect(withoutChromiumSwitches([...setup, '--continue-after-restart'])).toContain('--continue-after-restart')
  })

  it('prints its version and its help', () => {
    expect(parse('--version')).toEqual({ kind: 'text', text: '1.2.3\n', exitCode: 0 })
    const help = parse('--help')
    expect(help).toMatchObject({ kind: 'text', exitCode: 0 })
    expect(help.kind === 'text' && help.text).toContain('serve')
    const serve = parse('serve', '--help')
    expect(serve).toMatchObject({ kind: 'text', exitCode: 0 })
    for (const option of [
      '--port',
      '--host',
      '--open',
      '--tls-cert',
      '--tls-key',
      '--allow-host-shell',
      '--allow-host-changes',
    ]) {
      expect(serve.kind === 'text' && serve.text).toContain(option)
    }
  })

  it('serves on loopback and a free port unless told otherwise', () => {
    expect(parse('serve')).toEqual({
      kind: 'serve',
      options: { port: 0, host: '127.0.0.1', open: false, allowHostShell: false, allowHostChanges: false },
    })
    expect(
      parse('serve', '-p', '8443', '--host', '::1', '--open', '--tls-cert', 'c.pem', '--tls-key', 'k.pem'),
    ).toEqual({
      kind: 'serve',
      options: {
        port: 8443,
        host: '::1',
        open: true,
        allowHostShell: false,
        allowHostChanges: false,
        tlsCert: 'c.pem',
        tlsKey: 'k.pem',
      },
    })
  })

  it.each([
    ['nonsense'],
    ['serve', '--port', '70000'],
    ['serve', '--port', '8o'],
    ['serve', '--no-such'],
    ['serve', 'more'],
  ])('refuses %j %j %j with a usage error', (...args) => {
    const result = parse(...args)
    expect(result).toMatchObject({ kind: 'text', exitCode: 1 })
    expect(result.kind === 'text' && result.text).toMatch(/error:/)
  })

  it("leaves Chromium's own switches to Chromium", () => {
    const args = ['--no-sandbox', '--user-data-dir=/x', 'serve', '--port', '1', '--host=::1', '--inspect=0']
    expect(withoutChromiumSwitches(args)).toEqual(['serve', '--port', '1', '--host=::1'])
  })
})
