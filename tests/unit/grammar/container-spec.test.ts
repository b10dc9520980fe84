import { describe, expect, it } from 'vitest'
import {
  type ContainerSpec,
  containerSpecSchema,
  emptyContainerSpec,
  fitSpecToEngine,
  specProblems,
} from '../../../preload/contract/container-spec.ts'
import { toCreateBody, toCreateQuery } from '../../../preload/contract/grammar/create-body.ts'
import { specFromInspect } from '../../../preload/contract/grammar/spec-from-inspect.ts'

const spec = (given: Partial<ContainerSpec>): ContainerSpec => ({ ...emptyContainerSpec(), image: 'a', ...given })
const everything = spec({
  command: ['cmd', '/c', 'dir'],
  entrypoint: ['x'],
  name: 'web',
  hostname: 'host1',
  interactive: true,
  tty: true,
  isolation: 'hyperv',
  cpuCount: 2,
  memory: 2 ** 30,
  environment: [{ name: 'A', value: 'b=c' }],
  ports: ['8080:80', '127.0.0.1:53:53/udp'],
  volumes: ['C:\\data:C:\\data:ro', 'd:'],
  network: 'nat',
  restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
  user: 'ContainerUser',
  workingDirectory: 'C:\\app',
  credentialSpec: 'file://web.json',
  storageSize: '50G',
  labels: [{ name: 'l', value: 'v' }],
  stopTimeout: 5,
  platform: 'windows/amd64',
  dns: ['1.1.1.1'],
})

describe('K2: the create form', () => {
  it('K2: the empty form is whole but for its image', () => {
    expect(containerSpecSchema.safeParse(emptyContainerSpec()).success).toBe(false)
    expect(containerSpecSchema.parse({ ...emptyContainerSpec(), image: 'a' })).toEqual(spec({}))
    expect(containerSpecSchema.parse({ image: 'a' })).toEqual(spec({}))
  })
  it('K2: every field reaches the Engine API', () => {
    expect(containerSpecSchema.parse(everything)).toEqual(everything)
    expect(toCreateQuery(everything)).toEqual({ name: 'web', platform: 'windows/amd64' })
    expect(toCreateBody(everything, 'windows')).toEqual({
      Image: 'a',
      Cmd: ['cmd', '/c', 'dir'],
      Entrypoint: ['x'],
      Hostname: 'host1',
      User: 'ContainerUser',
      WorkingDir: 'C:\\app',
      Env: ['A=b=c'],
      Labels: { l: 'v' },
      Tty: true,
      OpenStdin: true,
      StdinOnce: false,
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      StopTimeout: 5,
      ExposedPorts: { '80/tcp': {}, '53/udp': {} },
      Volumes: { 'd:': {} },
      HostConfig: {
        Binds: ['C:\\data:C:\\data:ro'],
        PortBindings: {
          '80/tcp': [{ HostIp: '', HostPort: '8080' }],
          '53/udp': [{ HostIp: '127.0.0.1', HostPort: '53' }],
        },
        NetworkMode: 'nat',
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        AutoRemove: false,
        Isolation: 'hyperv',
        CpuCount: 2,
        Memory: 2 ** 30,
        StorageOpt: { size: '50G' },
        SecurityOpt: ['credentialspec=file://web.json'],
        Dns: ['1.1.1.1'],
      },
    })
    expect(specProblems(everything, 'windows')).toEqual([])
  })
  it('K2: processors are sent once, in the unit of the field', () => {
    expect(toCreateBody(spec({ cpus: 1.1 }), 'linux').HostConfig.NanoCpus).toBe(1_100_000_000)
    expect(toCreateBody(spec({ cpuPercent: 50 }), 'windows').HostConfig.CpuPercent).toBe(50)
  })
  it('K2: what a Windows engine refuses is not sent', () => {
    const linux = spec({
      privileged: true,
      readOnlyRootfs: true,
      init: true,
      capAdd: ['ALL'],
      capDrop: ['ALL'],
      isolation: 'hyperv',
      network: 'container:other',
    })
    const { spec: fitted, dropped } = fitSpecToEngine(linux, 'windows')
    expect(dropped).toEqual(['privileged', 'readOnlyRootfs', 'init', 'capAdd', 'capDrop', 'network'])
    expect(fitted).toEqual(spec({ isolation: 'hyperv' }))
    expect(fitSpecToEngine(spec({ isolation: 'process', network: 'container:x' }), 'windows').dropped).toEqual([])
  })
  it('K2: what a Linux engine refuses is not sent', () => {
    const { spec: fitted, dropped } = fitSpecToEngine({ ...everything, cpuPercent: 5 }, 'linux')
    expect(dropped).toEqual(['cpuCount', 'cpuPercent', 'credentialSpec', 'storageSize', 'isolation'])
    expect(fitted).not.toHaveProperty('cpuCount')
    expect(fitted.isolation).toBe('default')
  })
  it.each<[Partial<ContainerSpec>, 'linux' | 'windows', object]>([
    [{ image: 'A' }, 'linux', { field: 'image', at: 0 }],
    [{ ports: ['80', '80:'] }, 'linux', { field: 'ports', index: 1 }],
    [{ volumes: ['C:\\a:C:\\'] }, 'windows', { field: 'volumes', index: 0, at: 5 }],
    [{ name: 'a b' }, 'linux', { field: 'name' }],
    [{ autoRemove: true, restartPolicy: { name: 'always' } }, 'linux', { field: 'autoRemove' }],
    [{ restartPolicy: { name: 'always', maximumRetryCount: 2 } }, 'linux', { field: 'restartPolicy' }],
    [{ cpus: 1, cpuPercent: 5 }, 'windows', { field: 'cpus' }],
    [{ network: 'container:x', hostname: 'h' }, 'linux', { field: 'hostname' }],
    [{ network: 'container:x', ports: ['80'] }, 'linux', { field: 'ports' }],
    [{ privileged: true }, 'windows', { field: 'privileged' }],
    [{ isolation: 'hyperv' }, 'linux', { field: 'isolation' }],
    [{ environment: [{ name: 'a=b', value: '' }] }, 'linux', { field: 'environment' }],
  ])('K2: %j is marked on a %s engine', (given, engineOs, expected) => {
    expect(specProblems(spec(given), engineOs)).toEqual([expect.objectContaining(expected)])
  })
  it('K2: an image may be given by its ID', () => {
    expect(specProblems(spec({ image: `sha256:${'a'.repeat(64)}` }), 'linux')).toEqual([])
    expect(specProblems(spec({ image: 'a'.repeat(64) }), 'linux')).toEqual([])
  })
})

describe('K2: the form filled from a container', () => {
  it('K2: a body read back is the same spec', () => {
    const { HostConfig, ...Config } = toCreateBody(everything, 'windows')
    const { platform, ...carried } = everything
    const inspect = { Id: 'f'.repeat(64), Name: '/web', Config, HostConfig }
    expect(platform).toBeDefined()
    expect(specFromInspect(inspect)).toEqual({ spec: carried, notCarried: [] })
  })
  it('K2: what the image gives is left out, and what the form cannot hold is named', () => {
    const { spec: read, notCarried } = specFromInspect(
      {
        Id: 'abcdef123456789',
        Name: '/x',
        Config: {
          Image: 'a',
          Hostname: 'abcdef123456',
          Cmd: ['sh'],
          Env: ['PATH=/bin', 'A=1'],
          Labels: { from: 'image', mine: '1' },
          Healthcheck: { Test: ['NONE'] },
          Domainname: 'example.com',
        },
        HostConfig: {
          NetworkMode: 'default',
          Memory: 1024,
          MemorySwap: 2048,
          ShmSize: 67108864,
          IpcMode: 'private',
          LogConfig: { Type: 'json-file', Config: {} },
          Devices: [{ PathOnHost: '/dev/kvm' }],
          SecurityOpt: ['seccomp=unconfined'],
          PidsLimit: 5,
        },
        NetworkSettings: { Networks: { bridge: { Aliases: null }, two: { IPAMConfig: { IPv4Address: '10.0.0.2' } } } },
      },
      { Cmd: ['sh'], Env: ['PATH=/bin'], Labels: { from: 'image' } },
    )
    expect(read).toEqual(
      spec({
        name: 'x',
        memory: 1024,
        environment: [{ name: 'A', value: '1' }],
        labels: [{ name: 'mine', value: '1' }],
      }),
    )
    expect(notCarried).toEqual([
      'Config.Domainname',
      'Config.Healthcheck',
      'HostConfig.Devices',
      'HostConfig.PidsLimit',
      'HostConfig.SecurityOpt',
      'Networks.bridge',
      'Networks.two',
      'Networks.two.IPAMConfig',
    ])
  })
})
