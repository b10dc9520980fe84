/** One Windows service of a container. */
export interface WindowsService {
  readonly name: string
  readonly displayName: string
  readonly running: boolean
  readonly start: 'Automatic' | 'Manual' | 'Disabled'
  readonly shared: boolean
}

function service(
  name: string,
  displayName: string,
  state: 'R' | 'S',
  start: WindowsService['start'],
  shared = true,
): WindowsService {
  return { name, displayName, running: state === 'R', start, shared }
}

/** The services that a Server Core container commonly lists, by name; what is not among them is left out. */
export const services: readonly WindowsService[] = [
  service('AppIDSvc', 'Application Identity', 'S', 'Manual'),
  service('BFE', 'Base Filtering Engine', 'S', 'Manual'),
  service('BITS', 'Background Intelligent Transfer Service', 'S', 'Manual'),
  service('cexecsvc', 'Container Execution Agent', 'R', 'Automatic', false),
  service('CryptSvc', 'Cryptographic Services', 'R', 'Automatic'),
  service('DcomLaunch', 'DCOM Server Process Launcher', 'R', 'Automatic'),
  service('Dhcp', 'DHCP Client', 'R', 'Automatic'),
  service('DiagTrack', 'Connected User Experiences and Telemetry', 'S', 'Disabled', false),
  service('Dnscache', 'DNS Client', 'R', 'Automatic'),
  service('EventLog', 'Windows Event Log', 'R', 'Automatic'),
  service('EventSystem', 'COM+ Event System', 'R', 'Automatic'),
  service('gpsvc', 'Group Policy Client', 'S', 'Manual'),
  service('iphlpsvc', 'IP Helper', 'R', 'Automatic'),
  service('KeyIso', 'CNG Key Isolation', 'S', 'Manual'),
  service('LanmanServer', 'Server', 'S', 'Manual'),
  service('LanmanWorkstation', 'Workstation', 'R', 'Automatic'),
  service('lmhosts', 'TCP/IP NetBIOS Helper', 'S', 'Manual'),
  service('mpssvc', 'Windows Defender Firewall', 'S', 'Manual'),
  service('MSDTC', 'Distributed Transaction Coordinator', 'R', 'Automatic', false),
  service('msiserver', 'Windows Installer', 'S', 'Manual', false),
  service('Netlogon', 'Netlogon', 'S', 'Manual'),
  service('nsi', 'Network Store Interface Service', 'R', 'Automatic'),
  service('ProfSvc', 'User Profile Service', 'R', 'Automatic'),
  service('RpcEptMapper', 'RPC Endpoint Mapper', 'R', 'Automatic'),
  service('RpcSs', 'Remote Procedure Call (RPC)', 'R', 'Automatic'),
  service('SamSs', 'Security Accounts Manager', 'R', 'Automatic'),
  service('Schedule', 'Task Scheduler', 'R', 'Automatic'),
  service('TrustedInstaller', 'Windows Modules Installer', 'S', 'Manual', false),
  service('UserManager', 'User Manager', 'R', 'Automatic'),
  service('W32Time', 'Windows Time', 'S', 'Manual'),
  service('Winmgmt', 'Windows Management Instrumentation', 'R', 'Automatic'),
  service('WinRM', 'Windows Remote Management (WS-Management)', 'R', 'Automatic'),
  service('wuauserv', 'Windows Update', 'S', 'Manual'),
]
