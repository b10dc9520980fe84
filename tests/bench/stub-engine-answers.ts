/** A row of GET /containers/json as API 1.41 has it. */
export interface StubRow {
  Id: string
  Names: string[]
  Image: string
  ImageID: string
  Command: string
  Created: number
  Ports: { IP: string; PrivatePort: number; PublicPort: number; Type: string }[]
  Labels: Record<string, string>
  State: string
  Status: string
  HostConfig: { NetworkMode: string }
  NetworkSettings: { Networks: Record<string, object> }
  Mounts: object[]
}

const IMAGE_ID = `sha256:${'b'.repeat(64)}`

/** A running container, as wide as usual ones: a port, a mount, a network and labels (about 1 kB of JSON). */
export function stubRow(at: number): StubRow {
  const id = at.toString(16).padStart(8, '0').padEnd(64, 'a')
  return {
    Id: id,
    Names: [`/web-${String(at).padStart(5, '0')}`],
    Image: 'registry.example/team/web:1.4.2',
    ImageID: IMAGE_ID,
    Command: '/docker-entrypoint.sh nginx -g "daemon off;"',
    Created: 1_700_000_000 - at,
    Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 10_000 + at, Type: 'tcp' }],
    Labels: { maintainer: 'team@registry.example', 'org.opencontainers.image.version': '1.4.2', number: String(at) },
    State: 'running',
    Status: 'Up 3 hours',
    HostConfig: { NetworkMode: 'bridge' },
    NetworkSettings: {
      Networks: {
        bridge: {
          NetworkID: 'c'.repeat(64),
          EndpointID: id,
          Gateway: '172.17.0.1',
          IPAddress: `172.17.${at >> 8}.${at & 255}`,
          IPPrefixLen: 16,
          MacAddress: '02:42:ac:11:00:02',
        },
      },
    },
    Mounts: [{ Type: 'volume', Name: `data-${at}`, Source: '', Destination: '/data', Driver: 'local', RW: true }],
  }
}

/** As GET /containers/{id}/json, as far as a terminal asks: a program on a TTY. */
export function containerAnswer(row: StubRow): object {
  return {
    Id: row.Id,
    Name: row.Names[0],
    Image: row.ImageID,
    Platform: 'linux',
    State: { Status: 'running', Running: true, Paused: false, Restarting: false, ExitCode: 0 },
    Config: { Tty: true, OpenStdin: true, Image: row.Image, Labels: row.Labels, Cmd: ['sh'], Env: [] },
    HostConfig: {},
    NetworkSettings: { Networks: {} },
    Mounts: [],
  }
}

export const VERSION = {
  Version: '20.10.24',
  ApiVersion: '1.41',
  MinAPIVersion: '1.12',
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: '6.1.0',
  Components: [],
}

export const INFO = {
  ID: 'BENCH',
  Name: 'bench',
  OSType: 'linux',
  Architecture: 'x86_64',
  OperatingSystem: 'Stub',
  ServerVersion: '20.10.24',
  KernelVersion: '6.1.0',
  NCPU: 2,
  MemTotal: 8_000_000_000,
  Driver: 'overlay2',
  Images: 0,
  ContainersPaused: 0,
  ContainersStopped: 0,
  SecurityOptions: [],
  Plugins: { Volume: ['local'], Network: ['bridge'], Log: ['json-file'] },
  RegistryConfig: { IndexConfigs: {} },
}
