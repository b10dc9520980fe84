import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { besideHost } from '../../main/engine/beside-host.ts'
import { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../main/practice/machine/presets/catalogue.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { PracticeHost } from '../../main/practice/practice-host.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** The practice host with Hyper-V, and a running container of each isolation. */
async function both() {
  const folder = temporaryFolder('beside-host-')
  const preset = findPreset('server-2022-docker-hyperv')
  if (!preset) throw new Error('no such preset')
  const path = join(folder.path, 'm')
  const machine = new PracticeMachine({ name: preset.name, folder: path, make: preset.make, pace: 0 })
  const practice = new PracticeHost({ machine, folder: path })
  open.push(async () => {
    await practice.close()
    folder.remove()
  })
  await practice.start()
  const docker = (args: string[]) => dockerCli(args, { host: `unix://${practice.path}` })
  for (const isolation of ['process', 'hyperv']) {
    const run = await docker([
      'run',
      '-d',
      '--isolation',
      isolation,
      '--name',
      isolation,
      NANO,
      'ping',
      '-t',
      'localhost',
    ])
    expect(run).toMatchObject({ code: 0 })
  }
  const facts = { os: 'windows', defaultIsolation: 'process', hostName: 'HVDOCKER' } as const
  return { docker, link: testLink(practice.path, { facts }), session: async () => practiceSession(machine), machine }
}

test('K5: every process of a process-isolated container is found on the host by its PID', async () => {
  const { link, session } = await both()
  const found = await besideHost(link, 'process', session)
  expect(found.isolation).toBe('process')
  expect(found.processes.length).toBeGreaterThan(5)
  for (const { pid, name, onHost } of found.processes) expect(onHost).toMatchObject({ pid, name })
  expect(found.processes.map(({ name }) => name.toLowerCase())).toContain('ping')
  expect(found.container).toMatchObject({ edition: 'Nano Server', build: expect.stringMatching(/^10\.0\.20348\./) })
  expect(found.host).toMatchObject({
    edition: expect.stringContaining('Windows Server 2022'),
    build: found.container.build,
  })
  expect(found.container.hostName).not.toBe(found.host.hostName)
})

test('K5: of a Hyper-V-isolated container the host has no process, only vmmem and vmwp', async () => {
  const { link, session } = await both()
  const found = await besideHost(link, 'hyperv', session)
  expect(found.isolation).toBe('hyperv')
  expect(found.processes.map(({ name }) => name.toLowerCase())).toContain('ping')
  expect(found.processes.filter(({ onHost }) => onHost !== null)).toEqual([])
  expect(found.virtualMachines.map(({ name }) => name).sort()).toEqual(['vmmem', 'vmwp'])
})

test('K5: a host that cannot be asked and a container that does not run are said, not faked', async () => {
  const { docker, link, session } = await both()
  await expect(besideHost(link, 'process', async () => null)).rejects.toMatchObject({
    explained: { code: 'host-not-readable' },
  })
  await docker(['kill', 'process'])
  await expect(besideHost(link, 'process', session)).rejects.toMatchObject({
    explained: { code: 'container-not-running' },
  })
})

test('K5: of an engine whose host is not known by a session it is said where to reach it', async () => {
  const { link } = await both()
  const far = { ...link, remote: true, facts: () => ({ ...link.facts(), hostName: 'SRV1' }) }
  await expect(besideHost(far, 'process', async () => null)).rejects.toMatchObject({
    explained: {
      code: 'host-not-readable',
      remedy: expect.stringContaining('Host setup'),
      action: { kind: 'open-page', path: '/setup' },
    },
  })
})

test('K5: a session that leads to another machine than the engine is told, and closed', async () => {
  const { link, session } = await both()
  let closed = 0
  const open = async () => {
    const inner = await session()
    return Object.assign(inner, {
      close: async () => {
        closed++
      },
    })
  }
  const far = { ...link, facts: () => ({ ...link.facts(), hostName: 'SRV1' }) }
  await expect(besideHost(far, 'process', open)).rejects.toMatchObject({ explained: { code: 'host-is-another' } })
  expect(closed).toBe(1)
})
