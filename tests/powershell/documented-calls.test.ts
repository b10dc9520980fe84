import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import type { RunnerSession } from '../../main/setup/host/runner-session.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { comparable } from '../support/stand-ins/comparable.ts'
import { openAsked } from '../support/stand-ins/practice.ts'
import { describeWhere } from '../support/where.ts'
import { featureCalls } from '../unit/practice-machine/documented-feature-calls.ts'
import { machineCalls } from '../unit/practice-machine/documented-machine-calls.ts'
import { vmCalls } from '../unit/practice-machine/documented-vm-calls.ts'
import { practiceMachine } from '../unit/practice-machine/practice-fixture.ts'

const rows = [...featureCalls, ...vmCalls, ...machineCalls]

describeWhere(
  pwsh !== undefined,
  noPwsh,
  'P3: every documented call of the practice machine through the real runner',
  () => {
    let asked: { machine: PracticeMachine; elevated: boolean } | undefined
    let opened: { session: RunnerSession; close: () => Promise<void> }
    beforeAll(async () => {
      opened = await openAsked(() => {
        if (!asked) throw new Error('No machine is asked.')
        return asked
      })
    })
    afterAll(() => opened?.close())

    it.each(rows.map((row) => [row.name, row] as const))('P3: %s', async (_name, { success, failure }) => {
      for (const { call, on, edit, elevated = true } of [success, failure]) {
        // Calls of a program by its Windows path, and into a VM, have no way through a PowerShell on Linux.
        if (call.on !== undefined || ('native' in call && call.native.includes('\\'))) continue
        const direct = await practiceMachine(on, edit).invoke(call, elevated)
        asked = { machine: practiceMachine(on, edit), elevated }
        const real = await opened.session.invoke(call)
        expect(comparable(real), JSON.stringify(call)).toEqual(comparable(direct))
      }
    })
  },
)
