import type { Call, CallOutcome, Reading } from '../../../main/setup/call.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'

/** A host as small as the Containers feature needs it; state as data, so that states can be compared. */
export interface DoubleState {
  installationType: string
  build: string
  feature: 'Available' | 'Installed' | 'InstallPending' | 'UninstallPending' | 'Removed'
  services: Record<string, string>
  boots: number
}

export const serverDouble = (): DoubleState => ({
  installationType: 'Server',
  build: '20348',
  feature: 'Available',
  services: { spooler: 'Running' },
  boots: 1,
})

const ok = (objects: readonly Reading[] = []): CallOutcome => ({
  objects,
  errors: [],
  exitCode: null,
  output: '',
  errorOutput: '',
})

export const failure = (message: string, id: string, hresult: number | null = null): CallOutcome => ({
  ...ok(),
  errors: [
    { message, id, category: 'NotSpecified', target: '', exception: 'System.Exception', hresult, terminating: true },
  ],
})

/** Answers the calls of one procedure over that state. Whatever it does not know fails loudly. */
export class FeatureDouble implements HostSession {
  readonly name = 'double'
  readonly elevated = true
  readonly calls: Call[] = []
  readonly state: DoubleState
  /** Answers in place of the state, by command, until it is deleted. */
  readonly faults = new Map<string, CallOutcome>()

  constructor(state: DoubleState) {
    this.state = state
  }

  async invoke(call: Call): Promise<CallOutcome> {
    if ('native' in call) throw new Error(`Not simulated: ${call.native}`)
    this.calls.push(call)
    return this.faults.get(call.run) ?? this.#answer(call.run, call.with ?? {})
  }

  async bootTime(): Promise<number> {
    return this.state.boots * 1_000_000
  }

  async waitForRestart(previous: number): Promise<void> {
    if (this.state.boots * 1_000_000 === previous) throw new Error('No restart was asked for')
  }

  async put(): Promise<void> {}
  async get(): Promise<void> {}
  async close(): Promise<void> {}

  /** Installed parts become whole, as Windows does while it starts. */
  restart(): void {
    const { state } = this
    state.boots += 1
    if (state.feature === 'InstallPending') {
      state.feature = 'Installed'
      state.services = { ...state.services, hns: 'Running', vmcompute: 'Stopped' }
    } else if (state.feature === 'UninstallPending') {
      state.feature = 'Available'
      const { hns: _hns, vmcompute: _vmcompute, ...others } = state.services
      state.services = others
    }
  }

  #answer(run: string, parameters: Readonly<Record<string, unknown>>): CallOutcome {
    const { state } = this
    switch (run) {
      case 'Get-CimInstance':
        if (parameters.ClassName === 'Win32_OptionalFeature') return ok([{ Name: 'Containers', InstallState: 2 }])
        return ok([{ BuildNumber: state.build, Caption: 'Windows', ProductType: 3 }])
      case 'Get-SlipwayWindowsVersion':
        return ok([{ InstallationType: state.installationType, EditionID: 'ServerStandard', UBR: 1 }])
      case 'Get-SlipwayPendingRestart':
        return ok([{ Pending: state.feature.endsWith('Pending') }])
      case 'Get-SlipwayWork':
        return ok([{ Running: false, Call: false, Servicing: false }])
      case 'Get-SlipwayDockerInstall':
        return ok()
      case 'Get-WindowsFeature':
        return ok([{ Name: 'Containers', InstallState: state.feature }])
      case 'Get-Service':
        return this.#services([parameters.Name].flat() as string[])
      case 'Install-WindowsFeature':
        if (state.feature === 'Available') state.feature = 'InstallPending'
        return ok([{ Success: true, RestartNeeded: 'Yes', ExitCode: 'SuccessRestartRequired' }])
      case 'Uninstall-WindowsFeature':
        if (state.feature === 'InstallPending') state.feature = 'Available'
        else if (state.feature === 'Installed') state.feature = 'UninstallPending'
        return ok([{ Success: true, RestartNeeded: state.feature === 'Available' ? 'No' : 'Yes', ExitCode: 'Success' }])
      case 'Start-Service':
      case 'Stop-Service': {
        const name = String(parameters.Name)
        if (!(name in state.services)) return failure('Cannot find any service.', 'NoServiceFoundForGivenName,X')
        state.services[name] = run === 'Start-Service' ? 'Running' : 'Stopped'
        return ok()
      }
      case 'Restart-Computer':
        this.restart()
        return ok()
      default:
        throw new Error(`Not simulated: ${run}`)
    }
  }

  #services(names: string[]): CallOutcome {
    const found = names.flatMap((Name) => {
      const Status = this.state.services[Name]
      return Status === undefined ? [] : [{ Name, Status }]
    })
    const lost = failure(
      'Cannot find any service with service name.',
      'NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.GetServiceCommand',
    )
    return { ...ok(found), errors: found.length < names.length ? lost.errors : [] }
  }
}
