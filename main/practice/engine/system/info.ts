import { createHash } from 'node:crypto'
import { goTime } from '../containers/container-record.ts'
import type { ContainerStore } from '../containers/container-store.ts'
import type { Route } from '../route.ts'
import { compareApi, engineMajor } from '../server/api-range.ts'
import type { EngineContext, ImageStore } from '../state.ts'

/** GET /info, as an engine on Windows fills it. */
export function infoRoute(
  context: EngineContext,
  store: ContainerStore,
  images: ImageStore,
  events: () => number,
): Route {
  const { host, settings } = context
  return {
    method: 'GET',
    path: '/info',
    async handle({ apiVersion }, answer) {
      const containers = store.list()
      const count = (status: string) => containers.filter(({ record }) => record.status === status).length
      const running = count('running') + count('restarting')
      const paused = count('paused')
      const since = (version: string) => compareApi(apiVersion, version) >= 0
      const commit = since('1.49') ? { ID: '' } : { ID: '', Expected: '' }
      answer.json(200, {
        ID: engineId(host.hostName, engineMajor(settings.version)),
        Containers: containers.length,
        ContainersRunning: running,
        ContainersPaused: paused,
        ContainersStopped: containers.length - running - paused,
        Images: images.all().length,
        Driver: 'windowsfilter',
        DriverStatus: [['Windows', '']],
        Plugins: {
          Volume: ['local'],
          Network: ['ics', 'internal', 'l2bridge', 'l2tunnel', 'nat', 'null', 'overlay', 'private', 'transparent'],
          Authorization: null,
          Log: ['awslogs', 'etwlogs', 'fluentd', 'gcplogs', 'gelf', 'json-file', 'local', 'splunk', 'syslog'],
        },
        MemoryLimit: false,
        SwapLimit: false,
        ...(!since('1.42') && { KernelMemory: false, KernelMemoryTCP: false }),
        CpuCfsPeriod: false,
        CpuCfsQuota: false,
        CPUShares: false,
        CPUSet: false,
        PidsLimit: false,
        IPv4Forwarding: true,
        ...(!since('1.49') && { BridgeNfIptables: true, BridgeNfIp6tables: true }),
        Debug: settings.debug,
        NFd: -1,
        OomKillDisable: false,
        NGoroutines: 37 + running * 9,
        SystemTime: goTime(host.now()),
        LoggingDriver: 'json-file',
        CgroupDriver: '',
        NEventsListener: events(),
        KernelVersion: `10.0 ${host.build} (${host.buildLabEx})`,
        OperatingSystem: host.operatingSystem,
        OSVersion: `10.0.${host.build}`,
        OSType: 'windows',
        Architecture: 'x86_64',
        IndexServerAddress: 'https://index.docker.io/v1/',
        RegistryConfig: {
          ...(!since('1.49') && {
            AllowNondistributableArtifactsCIDRs: null,
            AllowNondistributableArtifactsHostnames: null,
          }),
          InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
          IndexConfigs: {
            'docker.io': { Name: 'docker.io', Mirrors: null, Secure: true, Official: true },
            ...Object.fromEntries(
              settings.insecureRegistries.map((name) => [
                name,
                { Name: name, Mirrors: null, Secure: false, Official: false },
              ]),
            ),
          },
          Mirrors: null,
        },
        NCPU: host.cpus,
        MemTotal: host.memory,
        GenericResources: null,
        DockerRootDir: settings.dataRoot,
        HttpProxy: '',
        HttpsProxy: '',
        NoProxy: '',
        Name: host.hostName,
        Labels: settings.labels,
        ExperimentalBuild: false,
        ServerVersion: settings.version,
        Runtimes: { 'com.docker.hcsshim.v1': { path: '' } },
        DefaultRuntime: 'com.docker.hcsshim.v1',
        Swarm: {
          NodeID: '',
          NodeAddr: '',
          LocalNodeState: 'inactive',
          ControlAvailable: false,
          Error: '',
          RemoteManagers: null,
        },
        LiveRestoreEnabled: false,
        Isolation: settings.isolation === 'default' ? (host.client ? 'hyperv' : 'process') : settings.isolation,
        InitBinary: '',
        ContainerdCommit: commit,
        RuncCommit: commit,
        InitCommit: commit,
        SecurityOptions: [],
        ProductLicense: 'Community Engine',
        Warnings: null,
      })
    },
  }
}

/** A trust ID before 23.0, a UUID since; the same for the same machine. */
function engineId(hostName: string, major: number): string {
  const hex = createHash('sha256').update(hostName).digest('hex')
  if (major >= 23) return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const letters = [...hex.slice(0, 48)]
    .map((digit) => 'ABCDEFGHIJKLMNOP2345'[Number.parseInt(digit, 16)] ?? 'A')
    .join('')
  return letters.replace(/(.{4})(?=.)/g, '$1:')
}
