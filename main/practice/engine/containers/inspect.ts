import type { Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import { flag } from '../server/query.ts'
import type { Container } from './container.ts'
import type { HostConfig } from './container-config.ts'
import { type ContainerRecord, goTime } from './container-record.ts'
import { emptyEndpoint } from './endpoint.ts'
import { portBindings } from './ports.ts'
import type { ContainerServices } from './services.ts'

/** GET /containers/{id}/json. */
export function inspectRoute(services: ContainerServices): Route {
  return {
    method: 'GET',
    path: '/containers/{id}/json',
    async handle(request, answer) {
      const container = services.store.find(request.params.id ?? '')
      answer.json(200, inspection(container, services, request.apiVersion, flag(request.query, 'size')))
    },
  }
}

function inspection(container: Container, { context }: ContainerServices, api: string, size: boolean): object {
  const { record, image, run } = container
  const root = `${context.settings.dataRoot}\\containers\\${record.id}`
  const { config, hostConfig } = record
  const first = record.endpoints[Object.keys(record.endpoints)[0] ?? ''] ?? emptyEndpoint()
  const old = compareApi(api, '1.52') < 0
  return {
    Id: record.id,
    Created: goTime(record.createdAt),
    Path: record.path,
    Args: record.args,
    State: stateOf(record, run?.main.pid ?? 0),
    Image: record.imageId,
    ResolvConfPath: '',
    HostnamePath: '',
    HostsPath: '',
    LogPath: hostConfig.LogConfig.Type === 'json-file' ? `${root}\\${record.id}-json.log` : '',
    Name: `/${record.name}`,
    RestartCount: record.restartCount,
    Driver: 'windowsfilter',
    Platform: 'windows',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: container.execIds.size > 0 ? [...container.execIds] : null,
    HostConfig: compareApi(api, '1.42') < 0 ? hostConfig : withoutKernelMemory(hostConfig),
    GraphDriver: {
      Data: { dir: `${context.settings.dataRoot}\\windowsfilter\\${record.id}` },
      Name: 'windowsfilter',
    },
    ...(size && { SizeRw: container.files.size(), SizeRootFs: container.files.size() + image.size }),
    Mounts: record.mounts,
    Config: config,
    NetworkSettings: {
      ...(old && { Bridge: '' }),
      SandboxID: run ? record.id : '',
      SandboxKey: run ? record.id : '',
      Ports: run ? portBindings(record) : {},
      ...(old && {
        HairpinMode: false,
        LinkLocalIPv6Address: '',
        LinkLocalIPv6PrefixLen: 0,
        SecondaryIPAddresses: null,
        SecondaryIPv6Addresses: null,
        EndpointID: first.EndpointID,
        Gateway: first.Gateway,
        GlobalIPv6Address: '',
        GlobalIPv6PrefixLen: 0,
        IPAddress: first.IPAddress,
        IPPrefixLen: first.IPPrefixLen,
        IPv6Gateway: '',
        MacAddress: first.MacAddress,
      }),
      Networks: record.endpoints,
    },
  }
}

/** The kernel's share went out of the API with 1.42. */
function withoutKernelMemory({ KernelMemory, KernelMemoryTCP, ...rest }: HostConfig): object {
  return rest
}

function stateOf(record: ContainerRecord, pid: number): object {
  return {
    Status: record.status,
    Running: record.status === 'running' || record.status === 'paused' || record.status === 'restarting',
    Paused: record.status === 'paused',
    Restarting: record.status === 'restarting',
    OOMKilled: false,
    Dead: record.status === 'dead',
    Pid: pid,
    ExitCode: record.exitCode,
    Error: record.error,
    StartedAt: goTime(record.startedAt),
    FinishedAt: goTime(record.finishedAt),
    ...(record.health && { Health: record.health }),
  }
}
