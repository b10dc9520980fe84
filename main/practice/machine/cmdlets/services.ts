import type { Value } from '../../../setup/call.ts'
import { type CmdletContext, type CmdletTable, fail, flagOf, textOf, textsOf, wildcard } from '../cmdlet.ts'
import { errorRecord, hresult } from '../error-record.ts'
import { startService, stopService } from '../service-control.ts'
import type { MachineState, ServiceState } from '../state.ts'

/** Service cmdlets; reading asks for no rights, changing does. */
export const serviceCmdlets: CmdletTable = {
  'Get-Service': { run: getService },
  'Start-Service': { duration: 1000, goesOn: 'unseen', run: (context) => change(context, 'start') },
  'Stop-Service': { duration: 1000, goesOn: 'unseen', run: (context) => change(context, 'stop') },
  'Restart-Service': { duration: 1500, goesOn: 'unseen', run: (context) => change(context, 'restart') },
  'Set-Service': { duration: 200, goesOn: 'unseen', run: setService },
}

const serviceException = 'Microsoft.PowerShell.Commands.ServiceCommandException'

function find(machine: MachineState, pattern: string): [string, ServiceState][] {
  const matches = wildcard(pattern)
  return Object.entries(machine.services)
    .filter(([name]) => matches.test(name))
    .sort(([one], [other]) => one.localeCompare(other))
}

function notFound(context: CmdletContext, name: string): void {
  if (/[*?[]/.test(name)) return
  context.error(
    errorRecord({
      message: `Cannot find any service with service name '${name}'.`,
      id: `NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.${context.name.replace('-', '')}Command`,
      category: 'ObjectNotFound',
      target: name,
      exception: serviceException,
      hresult: hresult(0x80131501),
    }),
  )
}

function getService(context: CmdletContext): void {
  for (const name of textsOf(context, 'Name') ?? ['*']) {
    const found = find(context.machine, name)
    if (found.length === 0) notFound(context, name)
    for (const [key, service] of found) context.write(propertiesOf(context.machine, key, service))
  }
}

function propertiesOf(machine: MachineState, name: string, service: ServiceState): { [key: string]: Value } {
  const dependents = Object.entries(machine.services).filter(([, other]) => other.dependsOn.includes(name))
  return {
    Name: name,
    ServiceName: name,
    DisplayName: service.displayName,
    Status: service.status,
    StartType: service.startType,
    ServiceType: 'Win32OwnProcess',
    MachineName: '.',
    CanStop: service.status === 'Running',
    DependentServices: dependents.map(([key]) => ({ Name: key })),
    ServicesDependedOn: service.dependsOn.map((key) => ({ Name: key })),
  }
}

function change(context: CmdletContext, what: 'start' | 'stop' | 'restart'): void {
  const { machine, now } = context
  for (const name of textsOf(context, 'Name') ?? []) {
    const found = find(machine, name)
    if (found.length === 0) notFound(context, name)
    for (const [key, service] of found) {
      const label = `${service.displayName} (${key})`
      if (!context.elevated) {
        cannotOpen(context, key, label)
        continue
      }
      if (what !== 'start') {
        const dependents = Object.entries(machine.services).filter(
          ([, other]) => other.dependsOn.includes(key) && other.status === 'Running',
        )
        if (dependents.length > 0 && !flagOf(context, 'Force')) {
          context.error(
            errorRecord({
              message: `Cannot stop service '${label}' because it has dependent services. It can only be stopped if the Force flag is set.`,
              id: `ServiceHasDependentServices,Microsoft.PowerShell.Commands.${context.name.replace('-', '')}Command`,
              category: 'InvalidOperation',
              target: 'System.ServiceProcess.ServiceController',
              exception: serviceException,
              hresult: hresult(0x80131501),
            }),
          )
          continue
        }
        for (const [other] of dependents) stopService(machine, other)
        stopService(machine, key)
      }
      if (what !== 'stop' && !startService(machine, key, now)) startFailed(context, label)
      if (flagOf(context, 'PassThru')) context.write(propertiesOf(machine, key, service))
    }
  }
}

function cannotOpen(context: CmdletContext, name: string, label: string): void {
  const [verb = ''] = context.name.split('-')
  const id = verb === 'Start' ? 'StartServiceFailed' : 'CouldNotStopService'
  context.error(
    errorRecord({
      message:
        verb === 'Start'
          ? `Service '${label}' cannot be started due to the following error: Cannot open ${name} service on computer '.'.`
          : `Service '${label}' cannot be stopped due to the following error: Cannot open ${name} service on computer '.'.`,
      id: `${verb === 'Start' ? 'CouldNotStartService' : id},Microsoft.PowerShell.Commands.${context.name.replace('-', '')}Command`,
      category: verb === 'Start' ? 'OpenError' : 'CloseError',
      target: 'System.ServiceProcess.ServiceController',
      exception: serviceException,
      hresult: hresult(0x80070005),
    }),
  )
}

function startFailed(context: CmdletContext, label: string): void {
  context.error(
    errorRecord({
      message: `Failed to start service '${label}'.`,
      id: `StartServiceFailed,Microsoft.PowerShell.Commands.${context.name.replace('-', '')}Command`,
      category: 'OpenError',
      target: 'System.ServiceProcess.ServiceController',
      exception: serviceException,
      hresult: hresult(0x80131501),
    }),
  )
}

function setService(context: CmdletContext): void {
  const name = textOf(context, 'Name') ?? ''
  const found = find(context.machine, name)[0]
  if (!found) {
    notFound(context, name)
    return
  }
  const [key, service] = found
  if (!context.elevated)
    fail({
      message: `Service '${service.displayName} (${key})' cannot be configured due to the following error: Access is denied`,
      id: 'CouldNotSetService,Microsoft.PowerShell.Commands.SetServiceCommand',
      category: 'PermissionDenied',
      target: 'System.ServiceProcess.ServiceController',
      exception: serviceException,
      hresult: hresult(0x80070005),
    })
  const start = textOf(context, 'StartupType')
  if (start === 'Automatic' || start === 'Manual' || start === 'Disabled') service.startType = start
  service.displayName = textOf(context, 'DisplayName') ?? service.displayName
  const status = textOf(context, 'Status')
  if (status === 'Stopped') stopService(context.machine, key)
  if (status === 'Running' && !startService(context.machine, key, context.now))
    startFailed(context, `${service.displayName} (${key})`)
}
