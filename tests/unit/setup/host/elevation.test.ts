import { describe, expect, it } from 'vitest'
import type { Call } from '../../../../main/setup/call.ts'
import { bindPlan } from '../../../../main/setup/host/elevated/bound-plan.ts'
import { startByConsent } from '../../../../main/setup/host/elevated/elevated-session.ts'
import { lookAtPlaces } from '../../../../main/setup/host/elevated/look-at-places.ts'
import { refuseElevation } from '../../../../main/setup/host/elevated/safe-place.ts'
import { untrustedWriters } from '../../../../main/setup/host/elevated/writers.ts'

/** C:\Program Files and a folder in it, as Windows 11 and Server 2022 have them. */
const programFiles =
  'O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464D:PAI(A;;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(A;CIIO;GA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;BA)(A;OICIIO;GA;;;BA)(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;OICIIO;GA;;;CO)(A;;0x1200a9;;;AC)'
const installed = 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)(A;ID;0x1200a9;;;AC)'
const drive =
  'O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:PAI(A;OICIIO;SDGXGWGR;;;AU)(A;;LC;;;AU)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)'
const profile =
  'O:S-1-5-21-1-2-3-1001G:S-1-5-21-1-2-3-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;S-1-5-21-1-2-3-1001)'

describe('H14: who may be given administrator rights', () => {
  it('H14: an installed program is, one in a profile is not', () => {
    const above = [
      { path: 'C:\\', sddl: drive, above: true },
      { path: 'C:\\Program Files', sddl: programFiles, above: true },
    ]
    const program = { path: 'C:\\Program Files\\Slipway', sddl: installed, above: false }
    expect(refuseElevation([...above, program])).toBeNull()
    const portable = { path: 'C:\\Users\\me\\Slipway.exe', sddl: profile, above: false }
    expect(refuseElevation([...above, portable])?.explained).toMatchObject({
      code: 'elevation-not-safe',
      cause: expect.stringContaining('C:\\Users\\me\\Slipway.exe'),
    })
  })

  it('H14: the program, the runner and every folder above them are looked at', async () => {
    const descriptors = new Map([
      ['C:\\', drive],
      ['C:\\Program Files', programFiles],
      ['C:\\Program Files\\Slipway', installed],
      ['C:\\Program Files\\Slipway\\Slipway.exe', installed],
    ])
    const session = {
      invoke: async (call: Call) => {
        const path = 'run' in call ? String(call.with?.LiteralPath) : ''
        const objects = descriptors.has(path) ? [{ Sddl: descriptors.get(path) ?? null }] : []
        return { objects, errors: [], exitCode: null, output: '', errorOutput: '' }
      },
    }
    const program = 'C:\\Program Files\\Slipway\\Slipway.exe'
    const places = await lookAtPlaces(session, [program])
    expect(places.map(({ path, above }) => [path, above])).toEqual([
      [program, false],
      ['C:\\Program Files\\Slipway', true],
      ['C:\\Program Files', true],
      ['C:\\', true],
    ])
    expect(refuseElevation(places)).toBeNull()
    expect(refuseElevation(await lookAtPlaces(session, [program, 'D:\\elsewhere\\runner.ps1']))).not.toBeNull()
  })

  it('H14: what cannot be read is not trusted', () => {
    expect(refuseElevation([])?.explained.code).toBe('elevation-not-safe')
    expect(refuseElevation([{ path: 'C:\\x', sddl: null, above: false }])).not.toBeNull()
    expect(refuseElevation([{ path: 'C:\\x', sddl: 'rubbish', above: false }])).not.toBeNull()
    expect(refuseElevation([{ path: 'C:\\x', sddl: 'O:BAG:SYD:NO_ACCESS_CONTROL', above: false }])).not.toBeNull()
  })

  it('H14: writers are told by letters and by bits, for the thing itself and for what lies above', () => {
    expect(untrustedWriters('O:BAG:SYD:(XA;;FA;;;WD;(@User.x == 1))')).toBeNull()
    expect(untrustedWriters(installed)).toEqual([])
    expect(untrustedWriters(profile)).toEqual(['S-1-5-21-1-2-3-1001'])
    expect(untrustedWriters(drive)).toEqual(['AU'])
    expect(untrustedWriters(drive, true)).toEqual([])
    expect(untrustedWriters('O:BAG:SYD:(A;;0x1301bf;;;BU)')).toEqual(['BU'])
    expect(untrustedWriters('O:BAG:SYD:(A;;0x1200a9;;;BU)(D;;FA;;;WD)')).toEqual([])
    expect(untrustedWriters('O:BAG:SYD:(A;OICIIO;FA;;;WD)')).toEqual([])
    expect(untrustedWriters('O:BAG:SYD:(A;;0x40;;;WD)', true)).toEqual(['WD'])
  })

  it('H14: the hash of a plan is that of its text, and names each command once', () => {
    const names = ['Set-VM', 'Set-VM', 'sc.exe']
    const plan = bindPlan({ id: 'hyper-v' }, names)
    expect(JSON.parse(plan.text).commands).toEqual(['Get-SlipwayWork', 'Set-VM', 'sc.exe'])
    expect(plan.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(bindPlan({ id: 'other' }, names).sha256).not.toBe(plan.sha256)
  })

  it('H14: a person who says no is told from a program that is not there', async () => {
    const asked: Call[] = []
    const answering = (Code: number, Text: string) =>
      startByConsent(
        {
          invoke: async (call) => {
            asked.push(call)
            return { objects: [{ Code, Text }], errors: [], exitCode: null, output: '', errorOutput: '' }
          },
        },
        'C:\\Windows\\powershell.exe',
      )
    const args = ['-File', 'C:\\Program Files\\Slipway\\runner.ps1']
    await answering(0, '')(args)
    await expect(answering(1223, 'The operation was canceled by the user')(args)).rejects.toMatchObject({
      explained: { code: 'elevation-declined', cause: 'The operation was canceled by the user' },
    })
    await expect(answering(2, 'The system cannot find the file specified')(args)).rejects.toMatchObject({
      explained: { code: 'elevation-failed', detail: 'Windows error 2' },
    })
    expect(asked[0]).toMatchObject({
      run: 'Start-SlipwayElevated',
      with: { FilePath: 'C:\\Windows\\powershell.exe', ArgumentList: args },
    })
  })
})
