import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSize } from '../../preload/contract/command-line/size.ts'
import { parseImageReference } from '../../preload/contract/grammar/image-reference.ts'
import { parsePortSpec } from '../../preload/contract/grammar/ports.ts'
import { dockerCli, whyNoDockerCli } from '../support/docker-cli.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerCli()
const joined = (...pieces: string[]) =>
  fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
    .map((chosen) => chosen.join(''))
    .filter((text) => !text.startsWith('-'))

describeWhere(!why, why ?? '', 'K2, I4: the grammars and the docker CLI agree', () => {
  /** Whether the CLI takes the arguments: it reads them before it looks for an engine, and finds none here. */
  async function cliTakes(...args: string[]): Promise<boolean> {
    const { stderr } = await dockerCli(args, { host: 'unix:///nonexistent/engine.sock' })
    const taken = /cannot connect|failed to connect/i.test(stderr)
    if (!taken) expect(stderr).toMatch(/invalid|no port specified/i)
    return taken
  }

  it('I4: image references', async () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const pieces = [
      'a',
      'B',
      'localhost',
      '.',
      ':',
      '/',
      '@',
      digest,
      '_',
      '__',
      '-',
      '5000',
      'x.com',
      '[::1]',
      'docker.io',
      ' ',
    ]
    await fc.assert(
      fc.asyncProperty(joined(...pieces), async (text) => {
        expect(parseImageReference(text).ok).toBe(await cliTakes('pull', text))
      }),
      { numRuns: 100, seed: 1 },
    )
  })
  it('K2: ports', async () => {
    const pieces = [
      '80',
      '8080',
      ':',
      '-',
      '[',
      ']',
      '::1',
      '/udp',
      '/',
      '127.0.0.1',
      '0',
      '99999',
      '01',
      'x',
      '80-81',
      '90-91',
    ]
    // The CLI reads over what follows a whole range or protocol (80-81-junk); that is a slip, refused here.
    const clean = joined(...pieces).filter((text) => !/-[^:]*-|\/.*\//.test(text))
    await fc.assert(
      fc.asyncProperty(clean, async (text) => {
        expect(parsePortSpec(text).ok).toBe(await cliTakes('create', `--publish=${text}`, 'a'))
      }),
      { numRuns: 100, seed: 1 },
    )
  })
  it('K2: sizes', async () => {
    await fc.assert(
      fc.asyncProperty(joined('1', '512', '.', 'k', 'M', 'g', 'b', 'i', 'ib', ' ', '-', 't', 'p'), async (text) => {
        expect(parseSize(text) !== undefined).toBe(await cliTakes('create', `--memory=${text}`, 'a'))
      }),
      { numRuns: 100, seed: 1 },
    )
  })
})
