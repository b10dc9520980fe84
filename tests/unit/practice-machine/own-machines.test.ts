import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presets } from '../../../main/practice/machine/presets/catalogue.ts'
import { snapshotOf } from '../../../main/practice/machine/snapshot.ts'
import { machineStateSchema } from '../../../main/practice/machine/state-schema.ts'
import { exportMachine, readMachineFile, writeMachineFile } from '../../../main/practice/machine-file.ts'
import { OwnMachines } from '../../../main/practice/own-machines.ts'
import { Practice } from '../../../main/practice/practice.ts'
import { machineFileLimit } from '../../../preload/contract/practice.ts'
import { privateFolder } from '../../support/setup/run-plan.ts'
import { practiceMachine } from './practice-fixture.ts'

const codeOf = async (work: () => unknown) => {
  try {
    await work()
    return 'went well'
  } catch (error) {
    return (error as { explained?: { code: string } }).explained?.code ?? String(error)
  }
}
const machineOf = (name: string) => {
  const preset = presets.find((one) => one.name === name)
  if (!preset) throw new Error(name)
  return preset.make()
}

describe('P2: the file of a machine', () => {
  it.each(presets.map(({ name }) => name))('P2: %s is what it was after it went through a file', (name) => {
    const machine = machineOf(name)
    const { text } = exportMachine({ name, description: 'x', machine })
    expect(readMachineFile(text)).toEqual({ name, description: 'x', machine: snapshotOf(machine) })
    expect(text.length).toBeLessThan(machineFileLimit)
  })

  it('P2: what is under way, and what was made to go wrong, is left out', async () => {
    const machine = practiceMachine('hyperv-host', undefined, 0.2)
    const stopping = machine.invoke({ run: 'Stop-VM', with: { Name: 'web1' } }, true)
    const installing = machine.invoke({ run: 'Install-WindowsFeature', with: { Name: ['Containers'] } }, true)
    await expect.poll(() => machine.state().work.length).toBe(1)
    await machine.edit(({ faults }) => Object.assign(faults, { slow: 5, powerLossNext: true }))
    const kept = snapshotOf(machine.state())
    expect(kept).toMatchObject({ work: [], backAt: null, faults: { slow: 0, powerLossNext: false } })
    expect(kept.vms[0]).toMatchObject({ name: 'web1', state: 'Off', becomes: null })
    expect(machineStateSchema.safeParse(kept).success).toBe(true)
    await Promise.all([stopping, installing])
  })

  const whole = () => JSON.parse(writeMachineFile({ name: 'a', description: '', machine: machineOf('hyperv-host') }))
  it.each([
    ['no JSON', () => '{', 'practice-file-invalid', 'It is not JSON.'],
    ['another JSON', () => '{"a": 1}', 'practice-file-invalid', 'It was not written as one'],
    ['a newer one', () => JSON.stringify({ ...whole(), version: 2 }), 'practice-file-newer', 'of version 2'],
    [
      'a part that is missing',
      () => JSON.stringify({ ...whole(), machine: { ...whole().machine, hardware: undefined } }),
      'practice-file-invalid',
      'machine.hardware: ',
    ],
    [
      'a wrong value deep inside',
      () => {
        const file = whole()
        file.machine.vms[1].guest.windows.build = 'new'
        return JSON.stringify(file)
      },
      'practice-file-invalid',
      'machine.vms.1.guest.windows.build: ',
    ],
    [
      'a part that is not known',
      () => JSON.stringify({ ...whole(), machine: { ...whole().machine, extra: 1 } }),
      'practice-file-invalid',
      'extra',
    ],
    [
      'two VMs of one name',
      () => {
        const file = whole()
        file.machine.vms[1].name = 'WEB1'
        return JSON.stringify(file)
      },
      'practice-file-invalid',
      'Two virtual machines have the same name.',
    ],
  ])('P2: %s is refused, with the place of the fault', (_, make, code, cause) => {
    expect(() => readMachineFile(make())).toThrow(
      expect.objectContaining({ explained: expect.objectContaining({ code, cause: expect.stringContaining(cause) }) }),
    )
  })
})

describe('P2: machines that a person has kept', () => {
  it('P2: names that files or addresses cannot bear, or that are taken, are refused in words', async () => {
    const own = new OwnMachines(join(await privateFolder(), 'own'))
    const machine = machineOf('server-2022')
    for (const name of [
      '',
      ' ',
      '../x',
      'a/b',
      'a b',
      '.a',
      'a.',
      'con',
      'Nul.txt',
      'COM1',
      'ä',
      'x'.repeat(41),
      'a\n',
    ])
      expect(await codeOf(() => own.save(name, '', machine)), name).toBe('practice-name-invalid')
    for (const name of ['server-2022', 'Server-2022'])
      expect(await codeOf(() => own.save(name, '', machine))).toBe('practice-name-taken')
    await own.save('Lab-1', 'For Tuesday', machine)
    expect(await codeOf(() => own.save('lab-1', '', machine))).toBe('practice-name-taken')
    expect(own.list().map(({ name, description }) => [name, description])).toEqual([['Lab-1', 'For Tuesday']])
    expect(own.find('LAB-1')?.name).toBe('Lab-1')
    await own.save('LAB-1', 'Anew', machineOf('windows-11'), true)
    expect(own.list().map(({ name, description }) => [name, description])).toEqual([['Lab-1', 'Anew']])
    expect(own.find('lab-1')?.make().hostName).toBe('DESK11')
  })

  it('P2: a file that was damaged or put there by hand neither hides the others nor passes for one', async () => {
    const folder = join(await privateFolder(), 'own')
    const own = new OwnMachines(folder)
    await own.save('good', '', machineOf('server-2022'))
    writeFileSync(join(folder, 'bad.json'), '{"format": "slipway-practice-machine", "version": 1}')
    writeFileSync(
      join(folder, 'copied.json'),
      writeMachineFile({ name: 'good', description: '', machine: machineOf('windows-10') }),
    )
    expect(own.list().map(({ name }) => name)).toEqual(['bad', 'copied', 'good'])
    expect(own.find('copied')?.make().hostName).toBe('DESK10')
    expect(await codeOf(() => own.find('bad')?.make())).toBe('practice-file-invalid')
  })

  it('P2: saved, chosen, changed, reset, kept anew, exported, deleted and imported', async () => {
    const folder = await privateFolder()
    const practice = new Practice({ folder, preset: 'hyperv-host', pace: 0 })
    try {
      await practice.start()
      await practice.change({ slat: false })
      await practice.saveOwn('lab', 'My lab', false)
      expect(practice.presets().filter(({ own }) => own)).toEqual([
        { name: 'lab', description: 'My lab', hostName: 'HV2022', own: true },
      ])
      await practice.choose('lab')
      const row = () => practice.list.values()[0]
      expect(row()).toMatchObject({ preset: 'lab', switches: { slat: false } })
      await practice.change({ slat: true })
      await practice.reset()
      expect(row()?.switches.slat).toBe(false)
      await practice.change({ firmware: false })
      await practice.saveOwn('lab', 'My lab', true)
      await practice.change({ firmware: true })
      await practice.reset()
      expect(row()?.switches).toMatchObject({ slat: false, firmware: false })

      const session = await practice.session('lab', null)
      expect((await session.invoke({ run: 'Get-VM', take: ['Name'] })).objects.length).toBeGreaterThan(3)
      const file = await practice.exportMachine()
      expect(file.name).toBe('lab.practice.json')
      expect(await codeOf(() => practice.importMachine(file.text, null))).toBe('practice-name-taken')
      expect(await practice.importMachine(file.text, 'lab-2')).toBe('lab-2')

      await practice.deleteOwn('lab')
      expect(row()?.preset).toBe('server-2022-docker')
      expect(readdirSync(join(folder, 'machines'))).not.toContain('lab')
      expect(await codeOf(() => practice.choose('lab'))).toBe('unknown-practice-machine')
      expect(await codeOf(() => practice.deleteOwn('server-2022'))).toBe('practice-machine-not-own')
      expect(await practice.importMachine(file.text, null)).toBe('lab')
      expect(practice.presets().flatMap(({ name, own }) => (own ? [name] : []))).toEqual(['lab', 'lab-2'])
    } finally {
      await practice.close()
    }
    const again = new Practice({ folder, preset: 'lab-2', pace: 0 })
    await again.start()
    expect(again.list.values()[0]).toMatchObject({ preset: 'lab-2', switches: { firmware: false } })
    await again.close()
  })
})
