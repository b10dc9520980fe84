import type { MachineState, ServiceState } from './state.ts'

const known: Readonly<Record<string, ServiceState>> = {
  hns: {
    displayName: 'Host Network Service',
    status: 'Stopped',
    startType: 'Manual',
    line: 'C:\\Windows\\system32\\svchost.exe -k NetSvcs -p',
    account: 'LocalSystem',
    dependsOn: ['RpcSs', 'nsi'],
  },
  vmcompute: {
    displayName: 'Hyper-V Host Compute Service',
    status: 'Stopped',
    startType: 'Manual',
    line: 'C:\\Windows\\system32\\vmcompute.exe',
    account: 'LocalSystem',
    dependsOn: ['RpcSs'],
  },
  vmms: {
    displayName: 'Hyper-V Virtual Machine Management',
    status: 'Stopped',
    startType: 'Automatic',
    line: 'C:\\Windows\\system32\\vmms.exe',
    account: 'LocalSystem',
    dependsOn: ['RpcSs', 'Winmgmt'],
  },
  docker: {
    displayName: 'Docker Engine',
    status: 'Stopped',
    startType: 'Automatic',
    line: '"C:\\Program Files\\Docker\\dockerd.exe" --run-service',
    account: 'LocalSystem',
    dependsOn: [],
  },
  WinRM: {
    displayName: 'Windows Remote Management (WS-Management)',
    status: 'Running',
    startType: 'Automatic',
    line: 'C:\\Windows\\System32\\svchost.exe -k NetworkService -p',
    account: 'NT AUTHORITY\\NetworkService',
    dependsOn: ['RpcSs', 'HTTP'],
  },
  Winmgmt: {
    displayName: 'Windows Management Instrumentation',
    status: 'Running',
    startType: 'Automatic',
    line: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p',
    account: 'LocalSystem',
    dependsOn: ['RpcSs'],
  },
  RpcSs: {
    displayName: 'Remote Procedure Call (RPC)',
    status: 'Running',
    startType: 'Automatic',
    line: 'C:\\Windows\\system32\\svchost.exe -k rpcss -p',
    account: 'NT AUTHORITY\\NetworkService',
    dependsOn: [],
  },
  wuauserv: {
    displayName: 'Windows Update',
    status: 'Stopped',
    startType: 'Manual',
    line: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p',
    account: 'LocalSystem',
    dependsOn: ['RpcSs'],
  },
  mpssvc: {
    displayName: 'Windows Defender Firewall',
    status: 'Running',
    startType: 'Automatic',
    line: 'C:\\Windows\\system32\\svchost.exe -k LocalServiceNoNetworkFirewall -p',
    account: 'NT Authority\\LocalService',
    dependsOn: ['RpcSs'],
  },
}

/** Adds a service that Windows or an engine brings, unless it is there; with a command line of its own. */
export function addService(machine: MachineState, name: string, line?: string): void {
  const template = known[name]
  if (template && !machine.services[name])
    machine.services[name] = { ...structuredClone(template), line: line ?? template.line }
}

export function removeService(machine: MachineState, name: string): void {
  delete machine.services[name]
}

/** The services that every machine has. */
export const everywhere = ['RpcSs', 'Winmgmt', 'WinRM', 'wuauserv', 'mpssvc'] as const
