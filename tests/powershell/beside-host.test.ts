import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { besideHost } from '../../main/engine/beside-host.ts'
import { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { findPreset } from '../../main/practice/machine/presets/catalogue.ts'
import { PracticeHost } from '../../main/practice/practice-host.ts'
import { dockerCli, whyNoDockerCli } from '../support/docker-cli.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { openPractice } from '../support/stand-ins/practice.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'
import { describeWhere } from '../support/where.ts'

const image = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const why = pwsh ? whyNoDockerCli() : noPwsh

describeWhere(!why, why ?? '', 'K5: beside the host through a session of the real PowerShell', () => {
  const folder = temporaryFolder('beside-session-')
  let host: PracticeHost
  let machine: PracticeMachine
  beforeAll(async () => {
    const preset = findPreset('server-2022-docker-hyperv')
    if (!preset) throw new Error('no such preset')
    const path = join(folder.path, 'm')
    machine = new PracticeMachine({ name: preset.name, folder: path, make: preset.make, pace: 0 })
    host = new PracticeHost({ machine, folder: path })
    await host.start()
    for (const isolation of ['process', 'hyperv']) {
      const words = ['run', '-d', '--isolation', isolation, '--name', isolation, image, 'ping', '-t', 'localhost']
      expect(await dockerCli(words, { host: `unix://${host.path}` })).toMatchObject({ code: 0 })
    }
  })
  afterAll(async () => {
    await host.close()
    folder.remove()
  })

  // Nothing of it needs administrator rights.
  for (const elevated of [true, false]) {
    it(`K5: processes are matched by PID with what Get-Process says, ${elevated ? '' : 'not '}elevated`, async () => {
      const { session, close } = await openPractice(machine, elevated)
      try {
        const facts = { os: 'windows', defaultIsolation: 'process', hostName: 'HVDOCKER' } as const
        const link = testLink(host.path, { facts })
        // Kept open here for both; besideHost closes what it was given.
        const lent = async () => ({ ...lend(session), close: async () => undefined })
        const shared = await besideHost(link, 'process', lent)
        expect(shared.host).toEqual({
          hostName: 'HVDOCKER',
          edition: 'Windows Server 2022 Datacenter',
          build: shared.container.build,
        })
        expect(shared.processes.find(({ name }) => name === 'ping')).toMatchObject({ onHost: { name: 'ping' } })
        expect(shared.processes.filter(({ onHost }) => onHost === null)).toEqual([])
        const isolated = await besideHost(link, 'hyperv', lent)
        expect(isolated.processes.map(({ name }) => name)).toContain('ping')
        expect(isolated.processes.filter(({ onHost }) => onHost !== null)).toEqual([])
        expect(isolated.virtualMachines.map(({ name }) => name).sort()).toEqual(['vmmem', 'vmwp'])
        expect(isolated.virtualMachines.every(({ memory }) => memory > 0)).toBe(true)
      } finally {
        await close()
      }
    })
  }
})

/** The methods of a session as values: they are of its class. */
function lend(session: Awaited<ReturnType<typeof openPractice>>['session']) {
  return {
    name: session.name,
    elevated: session.elevated,
    invoke: session.invoke.bind(session),
    put: session.put.bind(session),
    get: session.get.bind(session),
    bootTime: session.bootTime.bind(session),
    waitForRestart: session.waitForRestart.bind(session),
  }
}
