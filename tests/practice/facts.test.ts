import { describe, expect, it } from 'vitest'
import { presets } from '../../main/practice/machine/presets/catalogue.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { readFacts } from '../../main/setup/facts.ts'
import { prepareHost } from '../../main/setup/prepare-host.ts'
import { practiceMachine } from '../support/setup/practice.ts'
import { privateFolder } from '../support/setup/run-plan.ts'

async function read(preset: string, elevated = true) {
  const machine = practiceMachine(await privateFolder(), preset)
  const session = practiceSession(machine, { elevated })
  const { facts, requirements } = await readFacts(session)
  const verdicts = Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]))
  return { machine, facts, requirements, verdicts }
}

const met = { 'address-width': 'met', 'monitor-mode': 'met', slat: 'met', firmware: 'met', dep: 'met', memory: 'met' }

describe('H1: host facts', () => {
  it.each(presets.map(({ name }) => name))(
    'H1: %s is read as it is, elevated or not, and not changed',
    async (preset) => {
      const { machine, facts } = await read(preset)
      const { windows, hardware, features, hypervisor } = machine.state()
      const kinds = { Server: 'server', 'Server Core': 'server-core', Client: 'client' }
      expect(facts).toMatchObject({
        caption: windows.caption,
        kind: kinds[windows.installationType],
        edition: windows.editionId,
        build: windows.build,
        revision: windows.revision,
        virtual: hardware.outer !== null,
        hypervisorPresent: hardware.outer !== null || hypervisor,
        memory: hardware.memory,
      })
      const states = { enabled: 'installed', 'enable-pending': 'install-pending', removed: 'payload-removed' } as const
      const containers = features.Containers ?? 'disabled'
      const home = windows.editionId.startsWith('Core') && windows.installationType === 'Client'
      if (!home) {
        expect(facts.features.containers).toBe(
          containers in states ? states[containers as keyof typeof states] : 'available',
        )
      } else expect(facts.features.containers).toBe('absent')

      const before = JSON.stringify(machine.state())
      const { facts: unelevated } = await read(preset, false)
      // Only what Windows hides from others may be missing, and is then null.
      expect({ ...unelevated, restart: null }).toEqual({ ...facts, restart: null })
      expect([facts.restart.pending, null]).toContain(unelevated.restart.pending)
      expect(JSON.stringify(machine.state())).toBe(before)
    },
  )

  it.each([
    ['server-2022', met],
    // A hypervisor already runs and hides the flags: met, never "off in BIOS".
    ['hyperv-host', met],
    ['windows-11-vbs', met],
    ['server-2022-no-slat', { ...met, slat: 'not-met' }],
    ['server-2022-firmware-off', { ...met, firmware: 'not-met' }],
    ['server-2022-firmware-unknown', { ...met, firmware: 'unknown' }],
    ['server-2022-vm-nested', met],
    ['server-2022-vm', { ...met, 'monitor-mode': 'unknown', slat: 'unknown', firmware: 'unknown' }],
    ['server-2022-vmware', { ...met, 'monitor-mode': 'unknown', slat: 'unknown', firmware: 'unknown' }],
  ])('H1: the requirements of Hyper-V on %s', async (preset, wanted) => {
    const { verdicts, requirements } = await read(preset)
    expect(verdicts).toEqual(wanted)
    for (const { verdict, because, remedy } of requirements) {
      expect(because === '' && remedy === '').toBe(verdict === 'met')
    }
  })

  it('H1: a host whose services do not answer is unknown in everything, never "no"', async () => {
    const failing = {
      name: 'silent',
      elevated: true,
      invoke: async () => ({
        objects: [],
        errors: [
          { message: 'RPC', id: 'X', category: 'X', target: '', exception: 'X', hresult: null, terminating: true },
        ],
        exitCode: null,
        output: '',
        errorOutput: '',
      }),
      put: async () => undefined,
      get: async () => undefined,
      bootTime: async () => 0,
      waitForRestart: async () => undefined,
      close: async () => undefined,
    }
    const { facts, requirements } = await readFacts(failing)
    expect(requirements.map(({ verdict }) => verdict)).toEqual(requirements.map(() => 'unknown'))
    const values = JSON.stringify(facts)
    expect(values).not.toMatch(/false|true|"(available|absent|not there)"/)
  })

  it('H1: the engine is told with its version, its files and where it listens', async () => {
    const { facts } = await read('server-2022-docker')
    expect(facts.docker).toMatchObject({
      version: '28.5.2',
      daemon: 'C:\\Program Files\\Docker\\dockerd.exe',
      listens: ['npipe:////./pipe/docker_engine'],
    })
    expect(facts.services?.docker).toBe('Running')
    expect((await read('server-2022')).facts.docker).toMatchObject({ version: null, daemon: null })
  })

  it('H14: a host is prepared with what it can carry', async () => {
    const choices = async (preset: string) => {
      const { facts, requirements } = await read(preset)
      return prepareHost(facts, requirements).map(({ procedure }) => procedure)
    }
    expect(await choices('server-2022')).toEqual(['containers-feature', 'hyper-v'])
    expect(await choices('server-2022-no-slat')).toEqual(['containers-feature'])
    expect(await choices('windows-11')).toEqual(['containers-feature', 'hyper-v'])
  })
})
