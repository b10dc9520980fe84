import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { defaultPreset, findPreset } from '../../main/practice/machine/presets/catalogue.ts'
import { PracticeHost } from '../../main/practice/practice-host.ts'
import { dockerCli } from '../support/docker-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function host() {
  const folder = temporaryFolder('practice-host-')
  const preset = findPreset(defaultPreset)
  if (!preset) throw new Error('no such preset')
  const path = join(folder.path, 'm')
  const machine = new PracticeMachine({ name: defaultPreset, folder: path, make: preset.make, pace: 0 })
  const practice = new PracticeHost({
    machine,
    folder: path,
    report: (error) => {
      throw error
    },
  })
  open.push(async () => {
    await practice.close()
    folder.remove()
  })
  await practice.start()
  return { machine, practice, docker: (args: string[]) => dockerCli(args, { host: `unix://${practice.path}` }) }
}

test('P1: the engine answers while the docker service runs, says what the machine is, and goes with the service', async () => {
  const { machine, practice, docker } = await host()
  const info = await docker(['info', '-f', '{{.OSType}} {{.OSVersion}} {{.Name}} {{.ServerVersion}}'])
  expect(info.stdout).toBe(`windows 10.0.20348 ${machine.state().hostName} 28.5.2\n`)
  expect((await docker(['images', '-q'])).stdout).not.toBe('')
  expect((await docker(['run', '-d', '--name', 'stays', NANO, 'ping', '-t', 'localhost'])).code).toBe(0)
  await machine.edit((state) => {
    if (state.services.docker) state.services.docker.status = 'Stopped'
  })
  await waitFor('the engine to go', () => practice.addresses.length === 0)
  expect((await docker(['ps'])).stderr).toMatch(/Cannot connect|failed to connect/)
  await machine.edit((state) => {
    if (state.services.docker) state.services.docker.status = 'Running'
  })
  await waitFor('the engine to come back', () => practice.addresses.length === 1)
  expect((await docker(['ps', '-a', '--format', '{{.Names}} {{.State}}'])).stdout).toBe('stays exited\n')
})

test('K5: the processes of a process-isolated container are in the list of the machine, with their PIDs', async () => {
  const { machine, docker } = await host()
  await docker(['run', '-d', '--name', 'seen', NANO, 'ping', '-t', 'localhost'])
  const { stdout } = await docker(['top', 'seen'])
  const pid = Number(/ping\.exe +(\d+)/i.exec(stdout)?.[1])
  expect(machine.processes.list().find((process) => process.pid === pid)?.name).toMatch(/ping\.exe/i)
  await docker(['rm', '-f', 'seen'])
  expect(machine.processes.list().some((process) => process.pid === pid)).toBe(false)
})

test('K2: a folder of the machine that a container mounts shows its files there; what is written comes back at the end', async () => {
  const { machine, docker } = await host()
  await machine.edit((state) => {
    state.files['C:\\Sites\\Shop\\index.htm'] = '<p>shop</p>'
    state.files['C:\\Sites\\Shop\\img\\a.txt'] = 'a'
    state.files['C:\\Sites\\old.txt'] = 'old'
  })
  const none = await docker(['create', '-v', 'C:\\Nothere:C:\\data', NANO])
  expect(none.stderr).toContain(
    'invalid volume specification: \'C:\\Nothere:C:\\data\': invalid mount config for type "bind": bind source path does not exist: c:\\nothere',
  )
  const file = await docker(['create', '--mount', 'type=bind,source=C:\\Sites\\old.txt,target=C:\\data', NANO])
  expect(file.stderr).toContain('invalid mount config for type "bind": source path must be a directory')
  const mounted = ['-v', 'C:\\Sites\\:C:\\web']
  expect((await docker(['run', '--rm', ...mounted, NANO, 'cmd', '/c', 'type C:\\web\\Shop\\index.htm'])).stdout).toBe(
    '<p>shop</p>',
  )
  const write = 'echo new> C:\\web\\Shop\\new.txt& del C:\\web\\old.txt& rd /s /q C:\\web\\Shop\\img'
  expect((await docker(['run', '--name', 'writer', ...mounted, NANO, 'cmd', '/c', write])).code).toBe(0)
  await waitFor('the machine to have it', () => machine.state().files['c:\\sites\\Shop\\new.txt'] !== undefined)
  const names = Object.keys(machine.state().files).filter((name) => /^c:\\sites/i.test(name))
  expect(names.sort()).toEqual(['C:\\Sites\\Shop\\index.htm', 'c:\\sites\\Shop\\new.txt'])
  const mount = await docker(['inspect', '-f', '{{json .Mounts}}', 'writer'])
  expect(JSON.parse(mount.stdout)).toMatchObject([
    { Type: 'bind', Source: 'c:\\sites', Destination: 'c:\\web', RW: true },
  ])
  const read = await docker(['run', '--rm', '-v', 'C:\\Sites:C:\\web:ro', NANO, 'cmd', '/c', 'echo x> C:\\web\\x.txt'])
  expect(read.stderr).toContain('Access is denied.')
})

test('P2: paramchange makes the running engine read daemon.json anew: labels at once, the rest at the next start, a faulty file never', async () => {
  const { machine, docker } = await host()
  const path = 'C:\\ProgramData\\docker\\config\\daemon.json'
  const labels = async () => (await docker(['info', '-f', '{{json .Labels}} {{.DockerRootDir}}'])).stdout.trim()
  const paramchange = () => machine.invoke({ native: 'sc.exe', args: ['control', 'docker', 'paramchange'] }, true)
  await docker(['run', '-d', '--name', 'stays', NANO, 'ping', '-t', 'localhost'])
  const write = (text: string) =>
    machine.edit((state) => {
      state.files[path] = text
    })
  await write('{ "labels": ["tier=test"], "data-root": "D:\\\\docker" }')
  await new Promise((done) => setTimeout(done, 100))
  expect(await labels()).toBe('[] C:\\ProgramData\\docker')
  expect((await paramchange()).exitCode).toBe(0)
  await waitFor('the label', async () => (await labels()) === '["tier=test"] C:\\ProgramData\\docker')
  expect((await docker(['ps', '--format', '{{.Names}}'])).stdout).toBe('stays\n')
  const events = await docker([
    'events',
    '--since',
    '1m',
    '--until',
    String(Math.floor(Date.now() / 1000) + 1),
    '--filter',
    'type=daemon',
    '--format',
    '{{.Action}}',
  ])
  expect(events.stdout).toBe('start\nreload\n')
  await write('{ "labels": ["tier=other"], }')
  await paramchange()
  const last = machine.state().events.at(-1)
  expect(last?.level).toBe(2)
  expect(last?.message).toContain(
    `Error reloading configuration: unable to configure the Docker daemon with file ${path}: invalid JSON`,
  )
  expect(await labels()).toBe('["tier=test"] C:\\ProgramData\\docker')
})

test('P2: a group that daemon.json lets at the pipe must be there, or the engine does not start', async () => {
  const { machine, practice } = await host()
  const restart = async (text: string) => {
    await machine.edit((state) => {
      state.files['C:\\ProgramData\\docker\\config\\daemon.json'] = text
    })
    return machine.invoke({ run: 'Restart-Service', with: { Name: 'docker' } }, true)
  }
  expect((await restart('{ "group": "docker-users" }')).errors.length).toBeGreaterThan(0)
  expect(machine.state().events.at(-1)?.message).toBe(
    'fatal: failed to load listeners: lookup account docker-users: not found',
  )
  await waitFor('the engine to be gone', () => practice.addresses.length === 0)
  expect((await restart('{ "group": "Users, BUILTIN\\\\Administrators" }')).errors).toEqual([])
  await waitFor('the engine to be back', () => practice.addresses.length === 1)
  // Without a pipe nobody looks the group up.
  expect((await restart('{ "group": "docker-users", "hosts": ["tcp://127.0.0.1:2375"] }')).errors).toEqual([])
})
