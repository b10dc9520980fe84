import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import type { PageContext } from '../../../main/api/context.ts'
import { terminalCalls } from '../../../main/api/terminals.ts'
import { Channels } from '../../../main/channels.ts'
import { Terminals } from '../../../main/terminals/terminals.ts'

const size = { columns: 80, rows: 24 }

function client(allowsHostShell: boolean) {
  const links = {
    find: () => {
      throw new Error('no machines here')
    },
  }
  const terminals = new Terminals({ links, channels: new Channels() })
  const context: PageContext = {
    door: 'browser',
    allowsHostShell,
    allowsHostChanges: false,
    openLink: async () => undefined,
    menuCommands: async function* () {},
  }
  return { terminals, calls: createRouterClient(terminalCalls(terminals), { context }) }
}

describe('T2 the calls of terminals', () => {
  test('T2: a door that gives no host shell lists none and refuses to open one', async () => {
    const { calls, terminals } = client(false)
    expect(await calls.hostShells()).toEqual([])
    await expect(calls.open({ source: { kind: 'host-shell', shell: 'sh' }, size })).rejects.toMatchObject({
      code: 'EXPLAINED',
      data: { code: 'host-shell-not-allowed' },
    })
    expect(terminals.list.size).toBe(0)
  })

  test('T2: open, watch, connect, resize and close over the calls', async () => {
    const { calls, terminals } = client(true)
    expect((await calls.hostShells()).map(({ id }) => id)).toContain('sh')
    const { terminal } = await calls.open({ source: { kind: 'host-shell', shell: 'sh' }, size })
    const events = await calls.watch()
    const first = await events.next()
    expect(first.value).toMatchObject({ type: 'snapshot', rows: [{ id: terminal, state: { kind: 'running' }, size }] })
    expect((await calls.connect({ terminal, size })).channel).toBeGreaterThan(0)
    await calls.resize({ terminal, size: { columns: 90, rows: 30 } })
    expect((await events.next()).value).toMatchObject({ changed: [{ size: { columns: 90, rows: 30 } }] })
    await expect(calls.detach({ terminal })).rejects.toMatchObject({ data: { code: 'terminal-not-attached' } })
    await calls.close({ terminal })
    expect((await events.next()).value).toMatchObject({ removed: [terminal] })
    await expect(calls.resize({ terminal, size })).rejects.toMatchObject({ data: { code: 'terminal-unknown' } })
    await events.return?.()
    terminals.close()
  })
})
