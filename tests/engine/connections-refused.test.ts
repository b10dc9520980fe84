import { chownSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Machines } from '../../main/machines/machines.ts'
import { openSecrets } from '../../main/secrets.ts'
import type { MachineState } from '../../preload/contract/machines.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { ordinaryUser } from '../support/ordinary-user.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const user = ordinaryUser()
const why = whyNoDockerd() ?? (user ? undefined : 'no ordinary user can be made')

// Root is let in everywhere: attempts are made as an ordinary user, whom the socket admits by its group.
describeWhere(!why, why ?? '', 'C4: the socket of an engine refuses this account', () => {
  let engine: Dockerd
  let folder: TemporaryFolder
  let machines: Machines
  const { uid = 0, gid = 0 } = user ?? {}

  beforeAll(async () => {
    engine = await startDockerd({ network: 'none', group: gid })
    folder = temporaryFolder()
    const secrets = await openSecrets(folder.path)
    const env = { DOCKER_HOST: engine.url }
    machines = new Machines({ folder: folder.path, secrets, env, home: folder.path, platform: 'linux' })
    await machines.start()
  })
  afterAll(async () => {
    asRoot()
    machines?.close()
    await engine?.stop()
    folder?.remove()
  })
  const asUser = () => {
    process.setgroups?.([gid])
    process.setegid?.(gid)
    process.seteuid?.(uid)
  }
  const asRoot = () => {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
  const give = (group: number) => {
    asRoot()
    chownSync(engine.socketPath, 0, group)
    asUser()
  }
  const state = (): MachineState => machines.list.get('environment')?.state ?? { kind: 'closed' }
  const error = () => {
    const now = state()
    return 'error' in now ? now.error : null
  }
  const becomes = (kind: MachineState['kind'], seconds = 15) =>
    waitFor(`state ${kind}`, () => state().kind === kind, seconds)

  it('C4: a first connection fails at once, and names the group', async () => {
    give(0)
    machines.open('environment')
    await becomes('failed', 5)
    expect(error()).toMatchObject({ code: 'socket-access-denied', remedy: expect.stringMatching(/^Add your account/) })
  })

  it('C4: one that was connected is tried again until the restarted engine hands its socket to the group', async () => {
    give(gid)
    machines.retry('environment')
    await becomes('connected')
    asRoot()
    await engine.kill()
    machines.setVisible(false)
    await becomes('reconnecting')
    await engine.restart()
    give(0)
    machines.setVisible(true)
    await waitFor('the refusal', () => error()?.code === 'socket-access-denied')
    await new Promise((done) => setTimeout(done, 2000))
    expect(state().kind).toBe('reconnecting')
    expect(error()?.remedy).toMatch(/^Slipway tries again/)
    give(gid)
    await becomes('connected')
  })
})
