import { gigabyte } from '../../../main/practice/machine/presets/blank-machine.ts'
import { type Preset, presets } from '../../../main/practice/machine/presets/catalogue.ts'
import type { MachineState } from '../../../main/practice/machine/state.ts'
import { type ProcedureChoice, procedureParameters } from '../../../preload/contract/setup-procedures.ts'
import type { Factors } from './pairwise.ts'

/** A wizard with its parameters on a preset. */
export interface WizardCase {
  readonly preset: Preset
  readonly wizard: string
  readonly choices: readonly ProcedureChoice[]
}

const containers = (parameters: object = {}): ProcedureChoice => ({
  procedure: 'containers-feature',
  parameters: procedureParameters['containers-feature'].parse(parameters),
})
const hyperV = (parameters: object = {}): ProcedureChoice => ({
  procedure: 'hyper-v',
  parameters: procedureParameters['hyper-v'].parse(parameters),
})
const nested = (parameters: object): ProcedureChoice => ({
  procedure: 'nested-virtualization',
  parameters: procedureParameters['nested-virtualization'].parse(parameters),
})

const trust = (host: string): ProcedureChoice => ({
  procedure: 'trust-remote-host',
  parameters: procedureParameters['trust-remote-host'].parse({ host }),
})

/** Every wizard on every preset: the machine's own VMs for H5, the payload's source where there is one. */
export function wizardCases(): WizardCase[] {
  return presets.flatMap((preset) => {
    const machine = preset.make()
    const source = machine.sources[0] ?? null
    const nat = { name: 'NAT', address: '192.168.100.1', prefixLength: 24 }
    return [
      { preset, wizard: 'H3', choices: [containers({ source })] },
      { preset, wizard: 'H4', choices: [hyperV({ source })] },
      { preset, wizard: 'H4 with all tools', choices: [hyperV({ source, managementTools: 'all' })] },
      { preset, wizard: 'H4 without tools', choices: [hyperV({ source, managementTools: 'none' })] },
      { preset, wizard: 'H4 with NAT', choices: [hyperV({ source, nat })] },
      { preset, wizard: 'H3 and H4', choices: [containers({ source }), hyperV({ source })] },
      { preset, wizard: 'H1 trusts a host', choices: [trust('srv1.lan')] },
      ...machine.vms.map(({ name, refusesShutdown }) => ({
        preset,
        wizard: `H5 ${name}`,
        choices: [
          nested({
            vm: name,
            stop: refusesShutdown ? 'turn-off' : 'shut-down',
            discardSavedState: true,
            updateVersion: true,
            removeCheckpoints: true,
          }),
        ],
      })),
    ]
  })
}

/** What of a machine and a wizard a plan may depend on. */
export function factorsOfCase({ preset, wizard }: WizardCase): Factors {
  const machine = preset.make()
  const { hardware, windows } = machine
  return {
    wizard,
    windows: String(windows.build),
    edition: windows.installationType,
    place: hardware.outer ?? 'metal',
    vendor: hardware.processorManufacturer,
    state: stateOf(machine),
  }
}

function stateOf(machine: MachineState): string {
  const { features, pending, network, services, sources, hardware } = machine
  const signs = [
    services.docker && 'engine',
    features['Microsoft-Hyper-V'] === 'enabled' && 'Hyper-V',
    Object.values(pending).includes(true) && 'restart pending',
    sources.length > 0 && 'payload removed',
    !network.internet && 'offline',
    machine.disk.free < gigabyte && 'disk full',
    machine.vbs > 0 && 'VBS',
    features['Rsat.ServerManager.Tools'] === 'enabled' && 'RSAT',
    hardware.firmware === null && 'firmware unknown',
    hardware.nested && 'nested',
  ]
  return signs.filter(Boolean).join(', ') || 'bare'
}
