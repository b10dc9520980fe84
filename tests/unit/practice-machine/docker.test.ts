import { expect, test } from 'vitest'
import { dockerService, engineHost } from '../../../main/practice/machine/docker-service.ts'
import { writeFile } from '../../../main/practice/machine/files.ts'
import type { PracticeMachine } from '../../../main/practice/machine/practice-machine.ts'
import { done, one, practiceMachine, refused } from './practice-fixture.ts'

const path = 'C:\\ProgramData\\docker\\config\\daemon.json'
const prefix = `unable to configure the Docker daemon with file ${path}: `

async function restartWith(machine: PracticeMachine, text: string) {
  await machine.edit((state) => writeFile(state, path, text))
  return machine.invoke({ run: 'Restart-Service', with: { Name: 'docker' } }, true)
}

/** What `dockerd --validate` writes. */
async function validate(machine: PracticeMachine, text: string) {
  await machine.edit((state) => writeFile(state, path, text))
  return machine.invoke({ native: 'dockerd.exe', args: ['--validate', '--config-file', path] }, true)
}

test('P2: the default machine runs an engine with its defaults, told by its service', async () => {
  const machine = practiceMachine('server-2022-docker')
  expect(dockerService(machine.state())).toMatchObject({
    hosts: ['npipe://'],
    pipe: true,
    tls: 'off',
    settings: {
      version: '28.5.2',
      dataRoot: 'C:\\ProgramData\\docker',
      isolation: 'default',
      natNetwork: true,
      dns: [],
      debug: false,
    },
  })
  expect(engineHost(machine)).toMatchObject({
    hostName: 'PRACTICE',
    build: 20348,
    client: false,
    cpus: 16,
    operatingSystem: 'Microsoft Windows Server 2022 Datacenter Version 21H2 (OS Build 20348.4294)',
  })
  expect(engineHost(machine).hypervisorPresent()).toBe(false)
  expect(
    await one(machine, 'Get-SlipwayDockerInstall', {}, ['Client', 'Daemon', 'Version', 'ConfigReadable', 'Listens']),
  ).toEqual({
    Client: 'C:\\Program Files\\Docker\\docker.exe',
    Daemon: 'C:\\Program Files\\Docker\\dockerd.exe',
    Version: '28.5.2',
    ConfigReadable: true,
    Listens: ['npipe:////./pipe/docker_engine'],
  })
  const config = await machine.invoke({ native: 'sc.exe', args: ['qc', 'docker'] }, false)
  expect(config.exitCode).toBe(0)
  expect(config.output).toContain(
    '        BINARY_PATH_NAME   : "C:\\Program Files\\Docker\\dockerd.exe" --run-service\r\n',
  )
  expect(config.output).toContain('        START_TYPE         : 2   AUTO_START\r\n')
  expect((await machine.invoke({ native: 'sc.exe', args: ['qc', 'nothing'] }, false)).exitCode).toBe(1060)
  await done(machine, 'Stop-Service', { Name: 'docker' })
  expect(dockerService(machine.state())).toBeNull()
  expect((await refused(machine, 'Get-Process', { Name: 'dockerd' })).id).toContain('NoProcessFoundForGivenName,')
})

test('P2: settings of daemon.json reach the engine with its next start, not before', async () => {
  const machine = practiceMachine('server-2022-docker')
  const text = JSON.stringify({
    'data-root': 'D:\\docker',
    bridge: 'none',
    dns: ['192.168.9.2'],
    labels: ['a=b'],
    'exec-opts': ['isolation=hyperv'],
    hosts: ['tcp://0.0.0.0:2375', 'npipe://'],
  })
  await machine.edit((state) => writeFile(state, path, text))
  expect(dockerService(machine.state())?.settings.dataRoot).toBe('C:\\ProgramData\\docker')
  await done(machine, 'Restart-Service', { Name: 'docker' })
  expect(dockerService(machine.state())).toMatchObject({
    hosts: ['tcp://0.0.0.0:2375', 'npipe://'],
    settings: { dataRoot: 'D:\\docker', natNetwork: false, dns: ['192.168.9.2'], isolation: 'hyperv' },
  })
  expect((await restartWith(machine, '{"tlsverify":false}')).errors).toEqual([])
  expect(dockerService(machine.state())).toMatchObject({ tls: 'encrypt', pipe: false, hosts: ['tcp://localhost:2376'] })
})

test.each([
  ['{ "graph": "d:\\\\docker" }', "the following directives don't match any configuration option: graph"],
  ['{"dns": 192.168.9.2, 192.168.9.6 }', "invalid JSON: invalid character '.' after object key:value pair"],
  ['{"dns": "a" , "b" }', "invalid JSON: invalid character '}' after object key"],
  ['{"debug": true,}', "invalid JSON: invalid character '}' looking for beginning of object key string"],
  ['{"debug": True}', "invalid JSON: invalid character 'T' looking for beginning of value"],
  ['', 'invalid JSON: unexpected end of JSON input'],
  [
    '{"storage-driver": "windowsfilter"}',
    "the following directives don't match any configuration option: storage-driver",
  ],
  ['{"dns": "192.168.9.2"}', 'json: cannot unmarshal string into Go struct field Config.dns of type []string'],
])('P2: engine 28 refuses %s and leaves nothing in the event log', async (text, reason) => {
  const machine = practiceMachine('server-2022-docker')
  const outcome = await restartWith(machine, text)
  expect(outcome.errors).toHaveLength(1)
  expect(outcome.errors[0]).toMatchObject({
    message: "Failed to start service 'Docker Engine (docker)'.",
    category: 'OpenError',
    exception: 'Microsoft.PowerShell.Commands.ServiceCommandException',
  })
  const events = await refused(machine, 'Get-WinEvent', {
    FilterHashtable: { LogName: 'Application', ProviderName: 'docker', Level: 2 },
  })
  expect(events).toMatchObject({
    message: 'No events were found that match the specified selection criteria.',
    id: 'NoMatchingEventsFound,Microsoft.PowerShell.Commands.GetWinEventCommand',
  })
  expect((await validate(machine, text)).errorOutput).toBe(`${prefix}${reason}\r\n`)
})

test('P2: flags and file that say the same, a bad certificate path, a wrong option', async () => {
  const machine = practiceMachine('server-2022-docker', (state) => {
    const { docker } = state.services
    if (docker) docker.line = '"C:\\Program Files\\Docker\\dockerd.exe" --run-service -H npipe://'
  })
  await restartWith(machine, '{"hosts": ["tcp://0.0.0.0:2375", "npipe://"]}')
  expect(dockerService(machine.state())).toBeNull()
  const both = await machine.invoke({ native: 'dockerd', args: ['--validate', '-H', 'npipe://'] }, true)
  expect(both.errorOutput).toBe(
    `${prefix}the following directives are specified both as a flag and in the configuration file: hosts: (from flag: [npipe://], from file: [tcp://0.0.0.0:2375 npipe://])\r\n`,
  )
  const tls = await validate(machine, JSON.stringify({ tlsverify: true, tlscacert: 'C:\\none\\ca.pem' }))
  expect(tls.errorOutput).toContain('invalid TLS configuration: could not read CA certificate')
  expect((await validate(machine, '{"exec-opts": ["colour=red"]}')).errorOutput).toContain("unknown option: 'colour'")
  expect((await validate(machine, '{"exec-opts": ["isolation=both"]}')).exitCode).toBe(1)
  expect((await validate(machine, '{"firewall-backend": "nftables"}')).errorOutput).toBe(
    'firewall-backend can only be configured on Linux\r\n',
  )
  expect(await validate(machine, '{"debug": true}')).toMatchObject({
    exitCode: 0,
    output: '',
    errorOutput: 'configuration OK\r\n',
  })
})

test('P2: engine 20.10 on Server 2016 takes graph, refuses a BOM, logs what it refuses, and has no --validate', async () => {
  const machine = practiceMachine('server-2016-docker')
  expect((await restartWith(machine, '{"graph": "D:\\\\docker"}')).errors).toEqual([])
  expect(dockerService(machine.state())?.settings).toMatchObject({ version: '20.10.20', dataRoot: 'D:\\docker' })
  expect((await restartWith(machine, '\ufeff{}')).errors).toHaveLength(1)
  const event = await one(
    machine,
    'Get-WinEvent',
    { FilterHashtable: { LogName: 'Application', ProviderName: 'docker', Level: 2 } },
    ['Id', 'Level', 'LevelDisplayName', 'Message'],
  )
  expect(event).toEqual({
    Id: 4,
    Level: 2,
    LevelDisplayName: 'Error',
    Message: `fatal: ${prefix}invalid character 'ï' looking for beginning of value`,
  })
  expect((await validate(machine, '{}')).exitCode).toBe(125)
})

test('P2: an engine needs its Windows and its feature, and says which', async () => {
  const old = practiceMachine('server-2016-docker', (state) => {
    state.engineVersion = '28.5.2'
  })
  await done(old, 'Stop-Service', { Name: 'docker' })
  expect((await refused(old, 'Start-Service', { Name: 'docker' })).id).toBe(
    'StartServiceFailed,Microsoft.PowerShell.Commands.StartServiceCommand',
  )
  const message = async (machine: PracticeMachine) =>
    (
      await one(machine, 'Get-WinEvent', { FilterHashtable: { ProviderName: 'docker', Level: 2 }, MaxEvents: 1 }, [
        'Message',
      ])
    ).Message
  expect(await message(old)).toBe(
    'fatal: this version of Windows does not support the docker daemon (Windows build 17763 or higher is required)',
  )
  const bare = practiceMachine('server-2022-docker', (state) => {
    state.features.Containers = 'enable-pending'
  })
  await bare.invoke({ run: 'Restart-Service', with: { Name: 'docker' } }, true)
  expect(await message(bare)).toBe(
    'fatal: failed to load vmcompute.dll, ensure that the Containers feature is installed',
  )
})

test('P3: containers’ processes stand in the machine’s list', async () => {
  const machine = practiceMachine('server-2022-docker')
  const { processes } = engineHost(machine)
  const pid = processes.nextPid()
  processes.add({
    pid,
    parent: 4,
    name: 'ping.exe',
    session: 1,
    user: 'ContainerAdministrator',
    startedAt: Date.now(),
    handles: 50,
    threads: 1,
    workingSet: 1,
    privateBytes: 1,
    pagedPool: 1,
    cpuTime: 0,
  })
  expect(await one(machine, 'Get-Process', { Name: 'ping' }, ['Id', 'ProcessName'], false)).toEqual({
    Id: pid,
    ProcessName: 'ping',
  })
  processes.remove(pid)
  expect((await refused(machine, 'Get-Process', { Name: 'ping' })).category).toBe('ObjectNotFound')
})

test('P3: the engine’s service is registered with its flags and taken away again', async () => {
  const machine = practiceMachine('server-2022-docker')
  await done(machine, 'Stop-Service', { Name: 'docker' })
  expect((await machine.invoke({ native: 'dockerd.exe', args: ['--unregister-service'] }, true)).exitCode).toBe(0)
  expect((await refused(machine, 'Get-Service', { Name: 'docker' })).message).toBe(
    "Cannot find any service with service name 'docker'.",
  )
  await machine.invoke({ native: 'dockerd.exe', args: ['--register-service', '--data-root', 'D:\\my data'] }, true)
  await done(machine, 'Start-Service', { Name: 'docker' })
  expect(dockerService(machine.state())?.settings.dataRoot).toBe('D:\\my data')
  expect(await one(machine, 'Get-Service', { Name: 'docker' }, ['DisplayName', 'StartType', 'Status'])).toEqual({
    DisplayName: 'Docker Engine',
    StartType: 'Automatic',
    Status: 'Running',
  })
})
