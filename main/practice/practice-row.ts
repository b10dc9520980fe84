import type { PracticeRow } from '../../preload/contract/practice.ts'
import type { MachineState } from './machine/state.ts'
import { readSwitches } from './machine-switches.ts'
import type { PracticeHost } from './practice-host.ts'

/** What the practice page shows of the chosen machine and of its engine, as they are now. */
export function practiceRow(
  { preset, url }: Pick<PracticeRow, 'preset' | 'url'>,
  state: MachineState,
  { running, faults }: Pick<PracticeHost, 'running' | 'faults'>,
): PracticeRow {
  const { productName, build, revision } = state.windows
  return {
    id: 'practice',
    preset,
    hostName: state.hostName,
    windows: `${productName}, build ${build}.${revision}`,
    engine: {
      version: state.engineVersion,
      state: running ? 'running' : state.services.docker ? 'stopped' : 'not-installed',
    },
    url,
    switches: readSwitches(state),
    faults: {
      slowPull: faults.slowPull,
      failNextCall: faults.failNext,
      slowCmdlets: state.faults.slow,
      loseSession: state.faults.dropNext,
      powerLoss: state.faults.powerLossNext,
    },
  }
}
