import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { updateLimits } from '../../main/engine/container-changes.ts'
import type { ShownAction } from '../../preload/contract/command-line/actions.ts'
import { toEquivalent } from '../../preload/contract/command-line/print.ts'
import { type ContainerSpec, emptyContainerSpec } from '../../preload/contract/container-spec.ts'
import { toCreateBody } from '../../preload/contract/grammar/create-body.ts'
import { specFromInspect } from '../../preload/contract/grammar/spec-from-inspect.ts'
import { findProgram } from '../support/background-program.ts'
import { engineRequest } from '../support/engine-request.ts'
import { twoFreePorts } from '../support/free-port.ts'
import { IMAGES } from '../support/images.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testLink } from '../support/test-link.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const why = whyNoSharedEngine() ?? (findProgram('docker') ? undefined : 'the docker CLI is not installed')
/** The first of two ports that nobody uses. */
const low = await twoFreePorts()

const sleeping: ContainerSpec = { ...emptyContainerSpec(), image: IMAGES.busybox, command: ['sleep', '1000'] }
/** Created and never started: the sandbox that tests run in may not have every privilege to give. */
const onlyCreated: [string, Partial<ContainerSpec>][] = [
  ['privileged', { privileged: true }],
  ['all capabilities', { capAdd: ['all'], capDrop: ['cap_mknod'] }],
]
/** Specs whose create body and whose CLI command have to make the same container. */
const specs: [string, Partial<ContainerSpec>][] = [
  ['the least', {}],
  ['a terminal', { interactive: true, tty: true }],
  ['input without a terminal', { interactive: true }],
  [
    'names',
    { hostname: 'harbour', user: '1000:1000', workingDirectory: '/var', labels: [{ name: 'a.b', value: 'c=d "e"' }] },
  ],
  ['limits', { cpus: 0.5, memory: 64 * 1024 * 1024 }],
  [
    'variables',
    {
      environment: [
        { name: 'A', value: `it's "so" $HOME` },
        { name: 'EMPTY', value: '' },
      ],
    },
  ],
  ['ports', { ports: ['80', '127.0.0.1::81/udp', `${low}-${low + 1}:90-91`] }],
  ['volumes', { volumes: ['/tmp:/host:ro', '/anonymous'] }],
  ['no network', { network: 'none' }],
  ['restart', { restartPolicy: { name: 'on-failure', maximumRetryCount: 3 } }],
  ['always', { restartPolicy: { name: 'always' } }],
  ['removal', { autoRemove: true }],
  ['linux switches', { readOnlyRootfs: true, init: true }],
  ['capabilities', { capAdd: ['NET_ADMIN'], capDrop: ['MKNOD'] }],
  ['servers and stopping', { dns: ['1.1.1.1', '8.8.8.8'], stopTimeout: 3 }],
  ['entrypoint', { entrypoint: ['sleep'], command: ['1000'] }],
]

describeWhere(!why, why ?? '', 'H11, K2, K3: the equivalent command', () => {
  const folder = temporaryFolder()
  const label = `slipway-equivalent-${process.pid}`
  let url = ''
  let socket = ''
  let count = 0

  beforeAll(async () => {
    const engine = await sharedEngine()
    url = engine.url
    socket = engine.socketPath
  })
  afterEach(async () => {
    const filters = JSON.stringify({ name: [label] })
    const { body } = await engineRequest(socket, 'GET', `/containers/json?all=1&filters=${encodeURIComponent(filters)}`)
    const left: { Id: string }[] = JSON.parse(body)
    for (const { Id } of left) await engineRequest(socket, 'DELETE', `/containers/${Id}?force=1&v=1`)
  })
  afterAll(() => folder.remove())

  const newName = () => `${label}-${++count}`
  /** Runs the shown command as it is shown, by its argument vector; returns what it wrote. */
  async function byHand(action: ShownAction): Promise<string> {
    let output = ''
    for (const [program = '', ...args] of toEquivalent(action).docker) {
      const env = { ...process.env, DOCKER_HOST: url, DOCKER_CONFIG: folder.path }
      const { stdout } = await run(program, args, { env, timeout: 30_000 })
      output += stdout
    }
    return output
  }
  async function byApi(method: string, path: string, body?: object): Promise<string> {
    const answer = await engineRequest(socket, method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer.body
  }
  async function inspect(name: string): Promise<Inspected> {
    return JSON.parse(await byApi('GET', `/containers/${name}/json`))
  }
  async function createByApi(spec: ContainerSpec): Promise<string> {
    const name = newName()
    await byApi('POST', `/containers/create?name=${name}`, toCreateBody(spec, 'linux'))
    return name
  }
  async function started(): Promise<string> {
    const name = await createByApi(sleeping)
    await byApi('POST', `/containers/${name}/start`)
    return name
  }
  const state = async (name: string): Promise<string> => (await inspect(name)).State.Status

  it.each(specs)('H11, K2: docker run makes the container of the window: %s', async (_, given) => {
    const spec = { ...sleeping, ...given }
    const api = await createByApi(spec)
    const cli = newName()
    await byHand({ action: 'run', spec: { ...spec, name: cli } })
    expect(comparable(await inspect(cli))).toEqual(comparable(await inspect(api)))
    expect(await state(cli)).toBe('running')
  })
  it.each([...specs, ...onlyCreated])(
    'H11, K2: docker create makes the container of the window: %s',
    async (_, given) => {
      const spec = { ...sleeping, ...given }
      const api = await createByApi(spec)
      const cli = newName()
      await byHand({ action: 'create', spec: { ...spec, name: cli } })
      expect(comparable(await inspect(cli), true)).toEqual(comparable(await inspect(api), true))
    },
  )
  it.each([...specs, ...onlyCreated])('K3: a container read back fills the form alike: %s', async (_, given) => {
    const spec = { ...sleeping, ...given }
    const name = await createByApi(spec)
    const image = JSON.parse(await byApi('GET', `/images/${IMAGES.busybox}/json`)).Config
    const { spec: read, notCarried } = specFromInspect(await inspect(name), image)
    expect(comparableSpec(read)).toEqual(comparableSpec({ ...spec, name }))
    expect(notCarried).toEqual([])
  })
  it('H11: bash runs the shown line', async () => {
    const name = newName()
    const value = `it's "so" $HOME \\ %PATH%`
    const spec = { ...sleeping, name, environment: [{ name: 'A', value }] }
    await run('bash', ['-c', toEquivalent({ action: 'run', spec }).posix], {
      env: { ...process.env, DOCKER_HOST: url },
    })
    expect((await inspect(name)).Config.Env).toContain(`A=${value}`)
  })

  it('H11, K3: start, pause, unpause, restart, stop, kill, remove', async () => {
    const name = await createByApi(sleeping)
    await byHand({ action: 'start', containers: [name] })
    expect(await state(name)).toBe('running')
    await byHand({ action: 'pause', containers: [name] })
    expect(await state(name)).toBe('paused')
    await byHand({ action: 'unpause', containers: [name] })
    expect(await state(name)).toBe('running')
    const before = (await inspect(name)).State.StartedAt
    await byHand({ action: 'restart', containers: [name], timeout: 0 })
    expect((await inspect(name)).State.StartedAt).not.toBe(before)
    await byHand({ action: 'stop', containers: [name], timeout: 0 })
    expect(await state(name)).toBe('exited')
    await byHand({ action: 'start', containers: [name] })
    await byHand({ action: 'kill', containers: [name], signal: 'SIGKILL' })
    expect(await state(name)).toBe('exited')
    await byHand({ action: 'rm', containers: [name], volumes: true })
    await expect(inspect(name)).rejects.toThrow('No such container')
  })
  it('H11, K3: several containers at once, a running one removed by force', async () => {
    const names = [await started(), await started()]
    await byHand({ action: 'rm', containers: names, force: true })
    for (const name of names) await expect(inspect(name)).rejects.toThrow('No such container')
  })
  it('H11, K3: rename', async () => {
    const name = await createByApi(sleeping)
    const other = newName()
    await byHand({ action: 'rename', container: name, name: other })
    expect((await inspect(other)).Name).toBe(`/${other}`)
  })
  it('H11, K3: update makes the limits of the window', async () => {
    const [cli, api] = [await started(), await started()]
    const memory = 64 * 1024 * 1024
    const limits = { cpus: 0.5, memory, restartPolicy: { name: 'on-failure' as const, maximumRetryCount: 2 } }
    await byHand({ action: 'update', containers: [cli], ...limits })
    await updateLimits(testLink(socket), api, limits)
    expect(comparable(await inspect(cli))).toEqual(comparable(await inspect(api)))
    expect((await inspect(cli)).HostConfig.Memory).toBe(memory)
  })
  it('H11, K3: commit', async () => {
    const name = await started()
    const reference = `${label}/image:one`
    await byHand({ action: 'commit', container: name, reference, author: 'A B', message: 'why "so"', pause: false })
    const image = JSON.parse(await byApi('GET', `/images/${reference}/json`))
    expect(image).toMatchObject({ Author: 'A B', Comment: 'why "so"' })
    await byHand({ action: 'rmi', images: [reference], force: true })
    await expect(byApi('GET', `/images/${reference}/json`)).rejects.toThrow('No such image')
  })
  it('H11, K4: exec, top, logs, diff, stats, inspect', async () => {
    const name = newName()
    const spec = { ...sleeping, name, command: ['sh', '-c', 'echo one; echo two; exec sleep 1000'] }
    await byHand({ action: 'run', spec })
    const environment = [{ name: 'A', value: 'b c' }]
    const command = ['sh', '-c', 'echo "$A in $PWD"; touch /var/made']
    const written = await byHand({ action: 'exec', container: name, command, environment, workingDirectory: '/var' })
    expect(written).toBe('b c in /var\n')
    expect(await byHand({ action: 'top', container: name })).toContain('sleep 1000')
    expect(await byHand({ action: 'logs', container: name, tail: 1 })).toBe('two\n')
    expect(await byHand({ action: 'logs', container: name, timestamps: true })).toMatch(/^\d{4}-\S+Z one\n\S+ two\n$/)
    expect(await byHand({ action: 'diff', container: name })).toContain('A /var/made')
    expect(await byHand({ action: 'stats', containers: [name], once: true })).toContain(name)
    expect(JSON.parse(await byHand({ action: 'inspect', containers: [name] }))[0].Name).toBe(`/${name}`)
  })
  it('H11, K4: copies in and out', async () => {
    const name = await started()
    const from = join(folder.path, 'in it.txt')
    const to = join(folder.path, 'out.txt')
    writeFileSync(from, 'content')
    await byHand({ action: 'copy-in', container: name, from, to: '/tmp/a b' })
    await byHand({ action: 'copy-out', container: name, from: '/tmp/a b', to })
    expect(readFileSync(to, 'utf8')).toBe('content')
  })
  it('H11, T2: attach to a container that ends', async () => {
    const name = newName()
    await byHand({ action: 'run', spec: { ...sleeping, name, command: ['sh', '-c', 'sleep 1; echo done'] } })
    expect(await byHand({ action: 'attach', container: name })).toBe('done\n')
  })
  it('H11, I4, I5: tag, image inspect, history, untag', async () => {
    const target = `${label}/tagged:1.0`
    await byHand({ action: 'tag', image: IMAGES.busybox, target })
    const [image] = JSON.parse(await byHand({ action: 'image-inspect', images: [target] }))
    expect(image.RepoTags).toContain(target)
    expect(await byHand({ action: 'history', image: target })).toContain(image.Id)
    await byHand({ action: 'rmi', images: [target] })
    const left = JSON.parse(await byApi('GET', `/images/${IMAGES.busybox}/json`))
    expect(left.RepoTags).not.toContain(target)
  })
})

type Inspected = {
  Name: string
  Id: string
  State: { Status: string; StartedAt: string }
  Config: Record<string, unknown> & { Env: string[] | null }
  HostConfig: Record<string, unknown>
}

/** What was asked for, without what tells two containers apart; a CLI's empty values count as absent. */
function comparable({ Config, HostConfig, Id }: Inspected, createByCli = false): object {
  // The engine merges variables in no order of its own.
  const config: Record<string, unknown> = { ...Config, Env: [...(Config.Env ?? [])].sort() }
  if (String(config.Hostname) === Id.slice(0, 12)) delete config.Hostname
  // docker create has no way to say that a terminal may leave and come back (StdinOnce), or that nobody watches yet.
  if (createByCli) for (const key of ['AttachStdin', 'AttachStdout', 'AttachStderr', 'StdinOnce']) delete config[key]
  const host: Record<string, unknown> = { ...HostConfig }
  // The size of the client's own window, and a CLI default that means "the engine's".
  delete host.ConsoleSize
  if (host.MemorySwappiness === -1) delete host.MemorySwappiness
  return { config: withoutEmpty(config), host: withoutEmpty(host) }
}

function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => {
      if (value === null || value === '' || value === 0 || value === false) return false
      return typeof value !== 'object' || Object.keys(value).length > 0
    }),
  )
}

/** Ports of a range come back one by one in the engine's order, capabilities in full. */
function comparableSpec(spec: ContainerSpec): ContainerSpec {
  const ports = spec.ports
    .flatMap((port) => (port === `${low}-${low + 1}:90-91` ? [`${low}:90`, `${low + 1}:91`] : [port]))
    .sort()
  const full = (name: string) => name.toUpperCase().replace(/^(?!CAP_|ALL$)/, 'CAP_')
  const environment = [...spec.environment].sort((one, other) => one.name.localeCompare(other.name))
  return { ...spec, environment, ports, capAdd: spec.capAdd.map(full), capDrop: spec.capDrop.map(full) }
}
