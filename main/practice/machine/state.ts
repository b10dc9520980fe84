import type { CmdletCall } from '../../setup/call.ts'

/** Where an optional part of Windows stands; `removed` has no payload in the local store. */
export type FeatureState = 'disabled' | 'enabled' | 'enable-pending' | 'disable-pending' | 'removed'

export interface WindowsState {
  /** As the registry names it: `Windows Server 2022 Datacenter`. */
  productName: string
  /** As Win32_OperatingSystem names it: `Microsoft Windows Server 2022 Datacenter`. */
  caption: string
  editionId: string
  installationType: 'Server' | 'Server Core' | 'Client'
  displayVersion: string
  build: number
  revision: number
  buildLabEx: string
}

export interface HardwareState {
  manufacturer: string
  model: string
  processorManufacturer: 'GenuineIntel' | 'AuthenticAMD'
  processorName: string
  sockets: number
  /** Of one socket. */
  cores: number
  logicalProcessors: number
  /** Bytes. */
  memory: number
  /** Second level address translation, VM monitor mode extensions, data execution prevention. */
  slat: boolean
  monitorMode: boolean
  dep: boolean
  /** Virtualization switched on in the firmware; null: the firmware does not say. */
  firmware: boolean | null
  /** What runs this machine when it is a VM itself; null on metal. */
  outer: 'hyper-v' | 'vmware' | null
  /** Inside a VM: the outer hypervisor shows its virtualization extensions. */
  nested: boolean
}

export interface ServiceState {
  displayName: string
  status: 'Stopped' | 'Running' | 'Paused'
  startType: 'Automatic' | 'Manual' | 'Disabled'
  /** The command line as sc.exe shows it. */
  line: string
  account: string
  dependsOn: string[]
}

export interface VmAdapterState {
  name: string
  switchName: string
  /** Twelve hexadecimal digits. */
  mac: string
  spoofing: 'On' | 'Off'
}

interface CheckpointState {
  name: string
  id: string
  /** ISO 8601. */
  createdAt: string
  exposed: boolean
}

type VmStateName = 'Off' | 'Running' | 'Saved' | 'Paused' | 'Starting' | 'Stopping' | 'Saving'

export interface VmState {
  name: string
  id: string
  state: VmStateName
  /** What it is on its way to; null when it is where it is. */
  becomes: { state: 'Off' | 'Running' | 'Saved'; at: number; resumed: boolean } | null
  /** Configuration version: `9.0`. */
  version: string
  generation: 1 | 2
  processors: number
  exposed: boolean
  memory: { startup: number; minimum: number; maximum: number; dynamic: boolean }
  adapters: VmAdapterState[]
  checkpoints: CheckpointState[]
  /** Milliseconds since the epoch, null when it does not run. */
  startedAt: number | null
  /** Someone has locked the guest or a program in it holds the shutdown: it must be forced. */
  refusesShutdown: boolean
  /** Windows inside. */
  guest: MachineState
}

export interface EventState {
  /** Milliseconds since the epoch. */
  at: number
  log: string
  provider: string
  id: number
  level: 1 | 2 | 3 | 4
  message: string
}

interface NetworkState {
  switches: { name: string; type: 'Internal' | 'External' | 'Private' }[]
  nats: { name: string; prefix: string }[]
  addresses: { address: string; prefixLength: number; alias: string }[]
  rules: FirewallRuleState[]
  /** Windows Update and downloads can be reached. */
  internet: boolean
}

export interface FirewallRuleState {
  name: string
  displayName: string
  enabled: boolean
  direction: 'Inbound' | 'Outbound'
  action: 'Allow' | 'Block'
  profile: string
  protocol: string
  localPort: string[]
  remoteAddress: string[]
}

/** The signs of a restart that Windows waits for. */
interface PendingState {
  componentServicing: boolean
  windowsUpdate: boolean
  fileRename: boolean
}

/** What a person makes go wrong; each is used up once unless said otherwise. */
export interface FaultState {
  /** The next call whose name matches (`*` for any) fails with this record. */
  failNext: { call: string; message: string; id: string; category: string; hresult: number | null } | null
  /** The session is lost at the next call that changes something: before it, or after it was done. */
  dropNext: 'before' | 'after' | null
  /** The machine loses its power in the middle of the next call that changes something, and starts again. */
  powerLossNext: boolean
  /** Milliseconds added to every call, until it is set back. */
  slow: number
}

/** What Windows goes on with by itself, whatever becomes of who asked for it: it shows when its time has come. */
export interface WorkState {
  id: string
  call: CmdletCall
  elevated: boolean
  /** Milliseconds since the epoch. */
  until: number
}

/** One Windows machine, whole, as data: what is saved on disk and edited on the practice page. */
export interface MachineState {
  hostName: string
  windows: WindowsState
  hardware: HardwareState
  /** Virtualization based security: 0 off, 1 on but not running, 2 running. */
  vbs: 0 | 1 | 2
  launchType: 'Auto' | 'Off'
  /** The machine's own hypervisor came up with the last start. */
  hypervisor: boolean
  /** Account of the session is an administrator. */
  administrator: boolean
  /** By the names that DISM knows. */
  features: Record<string, FeatureState>
  /** A folder or WIM with payload, as `-Source` takes it; what is not listed is not there. */
  sources: string[]
  pending: PendingState
  services: Record<string, ServiceState>
  /** Contents by absolute path (`C:\…`), UTF-8; lookups ignore the case. */
  files: Record<string, string>
  /** TrustedHosts of the WinRM client: names with commas between. */
  trustedHosts: string
  disk: { size: number; free: number }
  /** What Windows starts once after the next logon: command lines by name (HKCU…\\RunOnce); absent until something is there. */
  runOnce?: Record<string, string>
  network: NetworkState
  vms: VmState[]
  events: EventState[]
  /** What it is at work on. */
  work: WorkState[]
  /** The engine that dockerd.exe is; null when none is installed. */
  engineVersion: string | null
  /** What the running engine read at its start; null while it does not run. */
  engineConfig: Record<string, unknown> | null
  engineStartedAt: number | null
  /** Milliseconds since the epoch. */
  bootedAt: number
  /** While it restarts: when it answers again, milliseconds since the epoch. */
  backAt: number | null
  faults: FaultState
}
