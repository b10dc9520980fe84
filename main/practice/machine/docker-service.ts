import type { EngineHost, EngineSettings, HostFiles } from '../engine/engine-host.ts'
import { listOf, readDaemonConfig, usesTls } from './docker/daemon-config.ts'
import { readFlags, splitLine } from './docker/service-line.ts'
import { readFileBytes, removeFile, writeFileBytes } from './files.ts'
import type { PracticeMachine } from './practice-machine.ts'
import type { MachineState } from './state.ts'
import { hypervisorPresent } from './virtualization.ts'

/** The docker service of a machine whose engine runs. */
export interface DockerService {
  readonly settings: EngineSettings
  /** `npipe://`, `tcp://0.0.0.0:2376`, … as the service line or daemon.json says. */
  readonly hosts: readonly string[]
  /** The local client finds the engine's pipe. */
  readonly pipe: boolean
  /** The certificate of the client is asked for with `verify`. */
  readonly tls: 'off' | 'encrypt' | 'verify'
  /** Milliseconds since the epoch. */
  readonly startedAt: number
}

/** The engine that answers on this machine; null while its service does not run or the machine is down. */
export function dockerService(machine: MachineState, vm: MachineState = machine): DockerService | null {
  const { services, engineVersion } = vm
  const service = services.docker
  if (machine.backAt !== null || vm.backAt !== null || service?.status !== 'Running' || engineVersion === null)
    return null
  const config = readRunning(vm, service.line, engineVersion)
  const text = (name: string, otherwise: string) => (typeof config[name] === 'string' ? config[name] : otherwise)
  const given = listOf(config, 'hosts')
  const tls = !usesTls(config) ? 'off' : config.tlsverify === false ? 'encrypt' : 'verify'
  // With TLS on and no hosts the engine listens on TCP alone (section 5.3).
  const hosts = given.length > 0 ? given : tls === 'off' ? ['npipe://'] : ['tcp://localhost:2376']
  const isolation = listOf(config, 'exec-opts')
    .find((option) => option.startsWith('isolation='))
    ?.slice('isolation='.length)
  return {
    settings: {
      version: engineVersion,
      dataRoot: text('data-root', text('graph', 'C:\\ProgramData\\docker')),
      isolation: isolation === 'process' || isolation === 'hyperv' ? isolation : 'default',
      natNetwork: config.bridge !== 'none',
      dns: listOf(config, 'dns'),
      labels: listOf(config, 'labels'),
      insecureRegistries: listOf(config, 'insecure-registries'),
      debug: config.debug === true || config['log-level'] === 'debug',
    },
    hosts,
    pipe: hosts.some((host) => host.startsWith('npipe://')),
    tls,
    startedAt: vm.engineStartedAt ?? vm.bootedAt,
  }
}

/** A file that was spoilt while the engine runs is met at the next start. */
function readRunning(machine: MachineState, line: string, version: string): Readonly<Record<string, unknown>> {
  const flags = readFlags(splitLine(line))
  try {
    return machine.engineConfig ?? readDaemonConfig(machine, flags, version)
  } catch {
    return flags.settings
  }
}

/** The Windows that a practice engine runs on. */
export function engineHost(machine: PracticeMachine): EngineHost {
  const { hostName, windows, hardware } = machine.state()
  return {
    hostName,
    build: windows.build,
    revision: windows.revision,
    buildLabEx: windows.buildLabEx,
    operatingSystem: `${windows.caption}${windows.displayVersion === '' ? '' : ` Version ${windows.displayVersion}`} (OS Build ${windows.build}.${windows.revision})`,
    client: windows.installationType === 'Client',
    cpus: hardware.logicalProcessors * hardware.sockets,
    memory: hardware.memory,
    hypervisorPresent: () => hypervisorPresent(machine.state()) && canIsolate(machine.state()),
    online: () => machine.state().network.internet,
    freeSpace: () => machine.state().disk.free,
    now: () => machine.now(),
    files: machineFiles(machine),
    processes: machine.processes,
  }
}

/** Folders that every Windows has, whether the practice machine keeps a file in them or not. */
const standing =
  /^c:(\\(windows(\\(system32|temp))?|users(\\(public|administrator|default)(\\(desktop|documents|downloads))?)?|programdata(\\docker)?|program files( \(x86\))?|inetpub|temp))?$/

/** Files of the machine, as containers mount its folders. */
function machineFiles(machine: PracticeMachine): HostFiles {
  const plain = (path: string) => path.replaceAll('/', '\\').replace(/\\+$/, '').toLowerCase()
  return {
    kind(path) {
      const wanted = plain(path)
      const keys = Object.keys(machine.state().files).map((key) => key.toLowerCase())
      if (keys.includes(wanted)) return 'file'
      return standing.test(wanted) || keys.some((key) => key.startsWith(`${wanted}\\`)) ? 'folder' : null
    },
    read(folder) {
      const state = machine.state()
      const start = `${plain(folder)}\\`
      return new Map(
        Object.keys(state.files).flatMap((key) => {
          const bytes = key.toLowerCase().startsWith(start) ? readFileBytes(state, key) : null
          return bytes ? [[key.slice(start.length), bytes] as const] : []
        }),
      )
    },
    write(folder, files) {
      const change = (state: MachineState) => {
        for (const [name, bytes] of files) {
          const path = `${folder.replace(/\\+$/, '')}\\${name}`
          if (bytes) {
            writeFileBytes(state, path, bytes)
            continue
          }
          const below = `${path.toLowerCase()}\\`
          removeFile(state, path)
          for (const key of Object.keys(state.files)) if (key.toLowerCase().startsWith(below)) delete state.files[key]
        }
      }
      // A machine that is down loses what was not yet written, as there.
      machine.edit(change).catch(() => undefined)
    },
  }
}

/** The outer hypervisor of a VM starts no Hyper-V container: its own must run. */
function canIsolate(machine: MachineState): boolean {
  return (
    machine.hypervisor &&
    (machine.features['Microsoft-Hyper-V'] === 'enabled' ||
      machine.features['Microsoft-Hyper-V-Hypervisor'] === 'enabled')
  )
}
