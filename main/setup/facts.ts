import type { HostFacts, RequirementVerdict } from '../../preload/contract/setup-facts.ts'
import type { Value } from './call.ts'
import type { Evidence } from './condition.ts'
import type { HostSession } from './host/session.ts'
import { interpret } from './interpret.ts'
import { type LookMemory, lookAt } from './look.ts'
import {
  absentWithoutModule,
  clientFeatures,
  computer,
  fixedDisks,
  operatingSystem,
  pendingRestart,
  processor,
  serverFeatures,
  services,
  windowsVersion,
} from './looks.ts'
import { hostCanNest } from './procedures/nested-checks.ts'
import { insideVirtualMachine, judgeHardware } from './requirements.ts'
import type { Look } from './step.ts'

const knownServices = ['docker', 'hns', 'vmcompute', 'vmms']
const deviceGuard: Look = {
  name: 'guard',
  call: {
    run: 'Get-CimInstance',
    with: { Namespace: 'root\\Microsoft\\Windows\\DeviceGuard', ClassName: 'Win32_DeviceGuard' },
    take: ['VirtualizationBasedSecurityStatus'],
  },
}
const dockerInstall: Look = {
  name: 'docker',
  call: {
    run: 'Get-SlipwayDockerInstall',
    take: ['Daemon', 'Version', 'Client', 'ConfigFile', 'ConfigReadable', 'Listens'],
  },
}
const onServer = ['Containers', 'Hyper-V', 'Hyper-V-PowerShell']
const onClient = ['Containers', 'Microsoft-Hyper-V', 'Microsoft-Hyper-V-Management-PowerShell']

/** Everything that facts are made from. None of it needs elevation, and none changes anything. */
const factLooks: readonly Look[] = [
  operatingSystem,
  windowsVersion,
  computer,
  processor,
  fixedDisks,
  pendingRestart,
  services('services', knownServices),
  // What the table of requirements is judged by.
  services('vmms', ['vmms']),
  deviceGuard,
  dockerInstall,
  // Each answers on its own kind of Windows only.
  absentWithoutModule(serverFeatures('serverFeatures', onServer)),
  clientFeatures('clientFeatures', onClient),
]

/** H1: the facts of a host, and Hyper-V's requirements judged. Rejects only when the session itself fails. */
export async function readFacts(
  session: HostSession,
  { signal, memory = new Map() }: { signal?: AbortSignal; memory?: LookMemory } = {},
): Promise<{ facts: HostFacts; requirements: RequirementVerdict[] }> {
  const { evidence } = await lookAt(session, factLooks, { memory, ...(signal ? { signal } : {}) })
  return { facts: factsOf(evidence), requirements: judgeHardware(evidence) }
}

/** Of a machine in none, Domain is the name of its workgroup. */
function domainOf(reader: Reader): string | null {
  const part = reader.yesNo('computer', 'PartOfDomain')
  return part === null ? null : part ? reader.text('computer', 'Domain') : ''
}

/** Facts from what was looked at: pure. What could not be read is null. */
function factsOf(evidence: Evidence): HostFacts {
  const reader = new Reader(evidence)
  const kind = kindOf(reader)
  return {
    name: reader.text('computer', 'Name'),
    caption: reader.text('os', 'Caption'),
    kind,
    edition: reader.text('windows', 'EditionID'),
    build: reader.number('os', 'BuildNumber'),
    revision: reader.number('windows', 'UBR'),
    domain: domainOf(reader),
    virtual: known(interpret(insideVirtualMachine, evidence)),
    manufacturer: reader.text('computer', 'Manufacturer'),
    model: reader.text('computer', 'Model'),
    processor: processorOf(reader),
    hypervisorPresent: reader.yesNo('computer', 'HypervisorPresent'),
    vbs: reader.number('guard', 'VirtualizationBasedSecurityStatus'),
    memory: reader.number('computer', 'TotalPhysicalMemory'),
    freeMemory: times(reader.number('os', 'FreePhysicalMemory'), 1024),
    disks: disksOf(reader),
    features: featuresOf(reader, kind),
    restart: restartOf(reader),
    services: servicesOf(reader),
    docker: dockerOf(reader),
    canNest: nestsOf(evidence),
  }
}

/** Readings by look and property, with null for what is missing or of another type. */
class Reader {
  readonly #evidence: Evidence
  constructor(evidence: Evidence) {
    this.#evidence = evidence
  }
  all(look: string): readonly Readonly<Record<string, Value>>[] | null {
    return this.#evidence[look]?.objects ?? null
  }
  value(look: string, property: string): Value {
    return this.all(look)?.[0]?.[property] ?? null
  }
  text(look: string, property: string): string | null {
    const value = this.value(look, property)
    return typeof value === 'string' && value !== '' ? value : null
  }
  yesNo(look: string, property: string): boolean | null {
    const value = this.value(look, property)
    return typeof value === 'boolean' ? value : null
  }
  number(look: string, property: string): number | null {
    return asNumber(this.value(look, property))
  }
}

/** BuildNumber is a string; CIM's 64-bit numbers may come as one too. */
function asNumber(value: Value | undefined): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : null
}

const known = (truth: boolean | 'unknown'): boolean | null => (truth === 'unknown' ? null : truth)
const times = (value: number | null, factor: number): number | null => (value === null ? null : value * factor)

function kindOf(reader: Reader): HostFacts['kind'] {
  switch (reader.text('windows', 'InstallationType')) {
    case 'Server':
      return 'server'
    case 'Server Core':
      return 'server-core'
    case 'Nano Server':
      return 'nano'
    case 'Client':
      return 'client'
    default:
      // Only the registry tells the servers apart; that it is a client is known from the product type too.
      return reader.number('os', 'ProductType') === 1 ? 'client' : null
  }
}

function processorOf(reader: Reader): HostFacts['processor'] {
  const all = reader.all('processor')
  const counts = all?.map(({ NumberOfLogicalProcessors }) => asNumber(NumberOfLogicalProcessors)) ?? null
  const vendor = reader.text('processor', 'Manufacturer')
  return {
    vendor: vendor === null ? null : vendor === 'GenuineIntel' ? 'intel' : vendor === 'AuthenticAMD' ? 'amd' : 'other',
    name: reader.text('processor', 'Name'),
    sockets: all?.length ?? null,
    logicalProcessors: counts?.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0) ?? null,
    addressWidth: reader.number('processor', 'AddressWidth'),
    slat: reader.yesNo('processor', 'SecondLevelAddressTranslationExtensions'),
    monitorMode: reader.yesNo('processor', 'VMMonitorModeExtensions'),
    firmwareEnabled: reader.yesNo('processor', 'VirtualizationFirmwareEnabled'),
    dep: reader.yesNo('os', 'DataExecutionPrevention_Available'),
  }
}

function disksOf(reader: Reader): HostFacts['disks'] {
  return (
    reader.all('disks')?.flatMap(({ DeviceID, Size, FreeSpace }) => {
      const size = asNumber(Size)
      const free = asNumber(FreeSpace)
      return typeof DeviceID === 'string' && size !== null && free !== null ? [{ drive: DeviceID, size, free }] : []
    }) ?? null
  )
}

type State = HostFacts['features']['containers']
const serverStates: Readonly<Record<string, State>> = {
  Installed: 'installed',
  Available: 'available',
  NotPresent: 'payload-removed',
  Removed: 'payload-removed',
  InstallPending: 'install-pending',
  UninstallPending: 'uninstall-pending',
}
/** Win32_OptionalFeature. */
const clientStates: Readonly<Record<string, State>> = { 1: 'installed', 2: 'available', 3: 'payload-removed' }

function featuresOf(reader: Reader, kind: HostFacts['kind']): HostFacts['features'] {
  const client = kind === 'client'
  const found = reader.all(client ? 'clientFeatures' : 'serverFeatures')
  const state = (name: string): State => {
    if (!found || kind === null || kind === 'nano') return null
    const feature = found.find(({ Name }) => Name === name)
    return feature ? ((client ? clientStates : serverStates)[String(feature.InstallState)] ?? null) : 'absent'
  }
  const [containers = '', hyperV = '', powerShell = ''] = client ? onClient : onServer
  return { containers: state(containers), hyperV: state(hyperV), hyperVPowerShell: state(powerShell) }
}

const signNames = {
  ComponentServicing: 'component-servicing',
  WindowsUpdate: 'windows-update',
  FileRename: 'file-rename',
  RestartNeeded: 'restart-needed',
}

function restartOf(reader: Reader): HostFacts['restart'] {
  const signs = Object.entries(signNames).flatMap(([property, name]) =>
    reader.yesNo('pending', property) === true ? [name] : [],
  )
  return { pending: reader.yesNo('pending', 'Pending'), signs }
}

function servicesOf(reader: Reader): HostFacts['services'] {
  const found = reader.all('services')
  if (!found) return null
  const status = (name: string) => {
    const value = found.find(({ Name }) => String(Name).toLowerCase() === name)?.Status
    return typeof value === 'string' ? value : null
  }
  return Object.fromEntries(knownServices.map((name) => [name, status(name)]))
}

function dockerOf(reader: Reader): HostFacts['docker'] {
  if (!reader.all('docker')?.[0]) return null
  const listens = reader.value('docker', 'Listens')
  const list = Array.isArray(listens) ? listens : typeof listens === 'string' ? [listens] : []
  return {
    daemon: reader.text('docker', 'Daemon'),
    version: reader.text('docker', 'Version'),
    client: reader.text('docker', 'Client'),
    configFile: reader.text('docker', 'ConfigFile'),
    configReadable: reader.yesNo('docker', 'ConfigReadable'),
    listens: list.filter((one) => typeof one === 'string'),
  }
}

function nestsOf(evidence: Evidence): boolean | null {
  if (interpret(hostCanNest.satisfied, evidence) === true) return true
  const no = hostCanNest.unsupported.some(({ when }) => interpret(when, evidence) === true)
  return no ? false : null
}
