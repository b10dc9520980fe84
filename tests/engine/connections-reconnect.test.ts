import { afterAll, beforeAll, expect, it } from 'vitest'
import { Machines } from '../../main/machines/machines.ts'
import { openSecrets } from '../../main/secrets.ts'
import type { MachineState } from '../../preload/contract/machines.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerd()

describeWhere(!why, why ?? '', 'C4: a connection that drops', () => {
  let engine: Dockerd
  let folder: TemporaryFolder
  let machines: Machines
  const states: MachineState['kind'][] = []

  beforeAll(async () => {
    engine = await startDockerd({ network: 'none' })
    folder = temporaryFolder()
    const env = { DOCKER_HOST: engine.url }
    machines = new Machines({
      folder: folder.path,
      secrets: await openSecrets(folder.path),
      env,
      home: folder.path,
      platform: 'linux',
    })
    await machines.start()
  })
  afterAll(async () => {
    machines?.close()
    await engine?.stop()
    folder?.remove()
  })
  const row = () => {
    const found = machines.list.get('environment')
    if (!found) throw new Error('no row')
    return found
  }
  const becomes = (kind: MachineState['kind'], seconds = 30) =>
    waitFor(`state ${kind}, is ${row().state.kind}`, () => row().state.kind === kind, seconds)

  it('C2: DOCKER_HOST is found, and is what the CLI would use; nothing is opened unasked', () => {
    expect(row()).toMatchObject({ cliDefault: true, source: 'environment', url: engine.url, state: { kind: 'closed' } })
    expect(machines.list.get('local')?.cliDefault).toBe(false)
  })

  it('C3: an open one shows what the engine says of itself', async () => {
    const link = machines.find('environment')
    expect(() => link.client()).toThrow(/not connected/)
    link.onConnected((connected) => states.push(connected ? 'connected' : 'reconnecting'))
    await becomes('connected')
    expect(link.connected).toBe(true)
    expect(link.remote).toBe(false)
    expect(link.facts()).toMatchObject({ os: 'linux', build: null, windowsClient: null, defaultIsolation: null })
    expect(link.facts().apiVersion).toMatch(/^1\.\d+$/)
    expect(row().facts?.version).toBe((await link.client().version()).Version)
    expect(machines.find('environment')).toBe(link)
  })

  it('C4: a suspicion that proves wrong changes nothing', async () => {
    const link = machines.find('environment')
    link.suspect(new Error('socket hang up'))
    await new Promise((done) => setTimeout(done, 300))
    expect(states).toEqual(['connected'])
  })

  it('C4: the engine is killed: reconnecting with the reason, then connected again by itself', async () => {
    const link = machines.find('environment')
    const client = link.client()
    await engine.kill()
    await becomes('reconnecting')
    const { state } = row()
    if (state.kind !== 'reconnecting') throw new Error(state.kind)
    expect(['connection-lost', 'connection-refused', 'socket-not-found']).toContain(state.error.code)
    expect(() => link.client()).toThrow(/not connected/)
    expect(row().facts).not.toBeNull()
    await waitFor('a second attempt', () => {
      const now = row().state
      return now.kind === 'reconnecting' && now.attempt >= 2
    })
    await engine.restart()
    await becomes('connected', 40)
    expect(states).toEqual(['connected', 'reconnecting', 'connected'])
    expect(link.client()).not.toBe(client)
    await expect(link.client().ping()).resolves.toBeTruthy()
  })

  it('C4: a hidden window tries nothing again, and makes up for it when it is shown', async () => {
    await engine.kill()
    await becomes('reconnecting')
    machines.setVisible(false)
    await new Promise((done) => setTimeout(done, 1500))
    const before = row().state
    await engine.restart()
    await new Promise((done) => setTimeout(done, 1500))
    expect(row().state).toEqual(before)
    machines.setVisible(true)
    await becomes('connected', 5)
  })

  it('C4: closed is closed: no attempt, and calls say so', async () => {
    const link = machines.find('environment')
    machines.disconnect('environment')
    expect(row().state.kind).toBe('closed')
    expect(link.connected).toBe(false)
    await new Promise((done) => setTimeout(done, 700))
    expect(row().state.kind).toBe('closed')
    machines.open('environment')
    await becomes('connected')
  })

  it('C3: an unknown machine is a typed failure', () => {
    expect(() => machines.find('nobody')).toThrow(
      expect.objectContaining({ explained: expect.objectContaining({ code: 'unknown-machine' }) }),
    )
  })
})
