import { Readable } from 'node:stream'
import type Docker from 'dockerode'
import { describe, expect, test } from 'vitest'
import { ShellProbe } from '../../../main/terminals/probe-shell.ts'

/** An engine with one container; `has` are the programs in it, a missing one fails as that system's engine does. */
function engine(options: { windows: boolean; has: string[]; running?: boolean; image?: string }) {
  const tried: string[][] = []
  const client = {
    getContainer: () => ({
      inspect: async () => ({
        Id: 'c1',
        Image: options.image ?? 'sha256:1',
        Name: '/web1',
        Platform: options.windows ? 'windows' : 'linux',
        State: { Running: options.running ?? true, Paused: false, Restarting: false, ExitCode: 3 },
        Config: { Tty: true, OpenStdin: true },
        HostConfig: {},
      }),
      exec: async ({ Cmd }: { Cmd: string[] }) => {
        tried.push(Cmd)
        const there = options.has.includes(Cmd[0] ?? '')
        return {
          start: async () => {
            if (!there && options.windows)
              throw Object.assign(new Error('The system cannot find the file specified.'), { statusCode: 400 })
            return Readable.from([])
          },
          inspect: async () => ({ ExitCode: there ? 0 : 127 }),
        }
      },
    }),
  }
  return { client: client as unknown as Docker, tried }
}

describe('T2 shells of a container', () => {
  test('T2: Nano Server has cmd and no PowerShell', async () => {
    const { client } = engine({ windows: true, has: ['cmd'] })
    expect(await new ShellProbe().probe('m', client, 'web1')).toEqual([
      { id: 'cmd', label: 'Command Prompt', command: ['cmd'] },
    ])
  })

  test('T2: Server Core has Windows PowerShell before cmd; PowerShell 7 comes first where it is', async () => {
    const core = engine({ windows: true, has: ['cmd', 'powershell'] })
    expect((await new ShellProbe().probe('m', core.client, 'c')).map(({ id }) => id)).toEqual(['powershell', 'cmd'])
    const full = engine({ windows: true, has: ['cmd', 'powershell', 'pwsh'] })
    expect((await new ShellProbe().probe('m', full.client, 'c')).map(({ id }) => id)).toEqual([
      'pwsh',
      'powershell',
      'cmd',
    ])
  })

  test('T2: Linux shells, best first, are asked for by name and harmless', async () => {
    const { client, tried } = engine({ windows: false, has: ['sh', 'bash'] })
    expect((await new ShellProbe().probe('m', client, 'c')).map(({ id }) => id)).toEqual(['bash', 'sh'])
    for (const command of tried) expect(command.at(-1)).toBe('exit 0')
  })

  test('T2: what was found is kept for the image, per engine', async () => {
    const probe = new ShellProbe()
    const one = engine({ windows: false, has: ['sh'] })
    await Promise.all([probe.probe('m', one.client, 'a'), probe.probe('m', one.client, 'b')])
    const runs = one.tried.length
    await probe.probe('m', one.client, 'c')
    expect(one.tried.length).toBe(runs)
    await probe.probe('other', one.client, 'c')
    expect(one.tried.length).toBe(2 * runs)
  })

  test('T2: a container that does not run is said to be so', async () => {
    const { client, tried } = engine({ windows: false, has: ['sh'], running: false })
    await expect(new ShellProbe().probe('m', client, 'c')).rejects.toMatchObject({
      explained: { code: 'container-not-running', action: { kind: 'start-container' } },
    })
    expect(tried).toEqual([])
  })
})
