import { reloadEngine, startService, stopService } from '../service-control.ts'
import type { MachineState, ServiceState } from '../state.ts'
import { lines, type NativeAnswer, type NativeCommand } from './native-command.ts'

/** `sc.exe qc`, `query`, `queryex`, `start`, `stop`, `control NAME paramchange`, `delete`. */
export const serviceControl: NativeCommand = {
  run(machine, args, { elevated, now }) {
    const [verb = '', name = '', ...rest] = args
    const key = Object.keys(machine.services).find((known) => known.toLowerCase() === name.toLowerCase())
    const service = key === undefined ? undefined : machine.services[key]
    const reads = ['qc', 'query', 'queryex'].includes(verb.toLowerCase())
    if (!reads && !['start', 'stop', 'control', 'delete'].includes(verb.toLowerCase()))
      throw new Error(`sc.exe ${verb} is not simulated.`)
    if (key === undefined || !service)
      return failure(
        verb.toLowerCase() === 'query' || verb.toLowerCase() === 'queryex'
          ? 'EnumQueryServicesStatus:OpenService'
          : 'OpenService',
        1060,
        'The specified service does not exist as an installed service.',
      )
    if (!reads && !elevated) return failure('OpenService', 5, 'Access is denied.')
    if (verb.toLowerCase() === 'qc') return { exitCode: 0, output: configuration(key, service) }
    if (reads) return { exitCode: 0, output: status(key, service, verb.toLowerCase() === 'queryex') }
    return change(machine, key, service, [verb.toLowerCase(), ...rest], now)
  },
}

function failure(call: string, code: number, text: string): NativeAnswer {
  return { exitCode: code, output: lines(`[SC] ${call} FAILED ${code}:`, '', text, '') }
}

const startTypes = { Automatic: '2   AUTO_START', Manual: '3   DEMAND_START', Disabled: '4   DISABLED' } as const

function configuration(name: string, service: ServiceState): string {
  const row = (key: string, value: string) => `        ${key.padEnd(19)}: ${value}`
  return lines(
    '[SC] QueryServiceConfig SUCCESS',
    '',
    `SERVICE_NAME: ${name}`,
    row('TYPE', '10  WIN32_OWN_PROCESS '),
    row('START_TYPE', startTypes[service.startType]),
    row('ERROR_CONTROL', '1   NORMAL'),
    row('BINARY_PATH_NAME', service.line),
    row('LOAD_ORDER_GROUP', ''),
    row('TAG', '0'),
    row('DISPLAY_NAME', service.displayName),
    ...(service.dependsOn.length === 0
      ? [row('DEPENDENCIES', '')]
      : service.dependsOn.map((other, index) => row(index === 0 ? 'DEPENDENCIES' : '', other))),
    row('SERVICE_START_NAME', service.account),
  )
}

function status(name: string, { status: state }: ServiceState, extended: boolean): string {
  const row = (key: string, value: string) => `        ${key.padEnd(19)}: ${value}`
  const runs = state === 'Running'
  return lines(
    '',
    `SERVICE_NAME: ${name}`,
    row('TYPE', '10  WIN32_OWN_PROCESS  '),
    row('STATE', runs ? '4  RUNNING ' : '1  STOPPED '),
    `                                ${runs ? '(STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)' : '(NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)'}`,
    row('WIN32_EXIT_CODE', runs ? '0  (0x0)' : '0  (0x0)'),
    row('SERVICE_EXIT_CODE', '0  (0x0)'),
    row('CHECKPOINT', '0x0'),
    row('WAIT_HINT', '0x0'),
    ...(extended ? [row('PID', runs ? '2508' : '0'), row('FLAGS', '')] : []),
  )
}

function change(
  machine: MachineState,
  name: string,
  service: ServiceState,
  [verb, control]: readonly string[],
  now: number,
): NativeAnswer {
  if (verb === 'delete') {
    delete machine.services[name]
    return { exitCode: 0, output: lines('[SC] DeleteService SUCCESS') }
  }
  if (verb === 'start') {
    if (service.status === 'Running')
      return failure('StartService', 1056, 'An instance of the service is already running.')
    if (service.startType === 'Disabled')
      return failure(
        'StartService',
        1058,
        'The service cannot be started, either because it is disabled or because it has no enabled devices associated with it.',
      )
    if (!startService(machine, name, now))
      return failure(
        'StartService',
        1053,
        'The service did not respond to the start or control request in a timely fashion.',
      )
    return { exitCode: 0, output: status(name, service, true) }
  }
  if (service.status !== 'Running') return failure('ControlService', 1062, 'The service has not been started.')
  if (verb === 'control' && control?.toLowerCase() !== 'paramchange')
    throw new Error(`sc.exe control ${name} ${control} is not simulated.`)
  if (verb === 'stop') stopService(machine, name)
  if (verb === 'control' && name === 'docker') reloadEngine(machine, now)
  return { exitCode: 0, output: status(name, service, false) }
}
