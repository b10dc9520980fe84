import { ORPCError } from '@orpc/client'
import { isContractProcedure } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MenuCommands } from '../../main/window/menu-commands.ts'
import { emptyContainerSpec } from '../../preload/contract/container-spec.ts'
import type { Explained } from '../../preload/contract/explained.ts'
import { contract } from '../../preload/contract/index.ts'
import type { TerminalSource } from '../../preload/contract/terminals.ts'
import {
  type ConnectedClient,
  type ContractClient,
  connectByPort,
  connectBySocket,
} from '../support/contract-clients.ts'
import { practiceResults, setupResults } from '../support/contract-practice.ts'
import { registryResults } from '../support/contract-registries.ts'
import { type RunningDoor, startDoor } from '../support/door-server.ts'
import { IMAGES } from '../support/images.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { waitFor } from '../support/wait-for.ts'

const machine = 'environment'
const size = { columns: 80, rows: 24 }
const logs = { follow: false, timestamps: false, stdout: true, stderr: true }

/** Every call of the contract as `topic.name`. */
const names = Object.entries(contract).flatMap(([topic, calls]) => Object.keys(calls).map((name) => `${topic}.${name}`))
function procedure(name: string) {
  const [topic = '', call = ''] = name.split('.')
  const found: unknown = Object(Object(contract)[topic])[call]
  if (!isContractProcedure(found)) throw new Error(`${name} is no call of the contract`)
  return found['~orpc']
}

let running: RunningDoor
let menu: MenuCommands
let container = ''
const before = process.env.DOCKER_HOST

beforeAll(async () => {
  process.env.DOCKER_HOST = (await sharedEngine()).url
  running = await startDoor()
  menu = new MenuCommands()
})
afterAll(async () => {
  await running?.close()
  if (before === undefined) delete process.env.DOCKER_HOST
  else process.env.DOCKER_HOST = before
})

async function first<T>(values: AsyncIterable<T>): Promise<T> {
  for await (const value of values) return value
  throw new Error('The subscription ended without a value')
}
async function explainedOf(work: Promise<unknown>): Promise<Explained> {
  const error = await work.then(
    () => new Error('It went well'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ORPCError) || !error.defined) throw error
  return error.data
}
const spec = (name: string) => ({
  ...emptyContainerSpec(),
  image: IMAGES.busybox,
  name,
  command: ['sh', '-c', 'echo ready; while read line; do echo "$line"; done; sleep 1000'],
  interactive: true,
  tty: true,
})

/** What each call answers when all is well. `c` is the client, `door` which transport it uses. */
const results: Record<string, (c: ContractClient, door: 'window' | 'browser') => Promise<void>> = {
  'app.info': async (c, door) => expect(await c.app.info()).toMatchObject({ version: '0.0.0', door }),
  'app.settings': async (c) => expect(await first(await c.app.settings())).toMatchObject({ zoom: expect.any(Number) }),
  'app.saveSettings': async (c) => {
    await c.app.saveSettings({ zoom: 1.25 })
    expect((await first(await c.app.settings())).zoom).toBe(1.25)
  },
  'app.menuCommands': async (c, door) => {
    const next = first(await c.app.menuCommands())
    if (door === 'browser') return void (await expect(next).rejects.toThrow('ended without a value'))
    await waitFor('the command', async () => {
      menu.send('palette')
      return Promise.race([next, new Promise<false>((resolve) => setTimeout(() => resolve(false), 20))])
    })
    expect(await next).toBe('palette')
  },
  'app.explain': async (c) => {
    const text = 'open //./pipe/docker_engine: Access is denied.'
    expect(await c.app.explain({ text })).toMatchObject({ remedy: expect.stringMatching(/\w/) })
    expect(await c.app.explain({ text: 'nothing that anybody knows' })).toBeNull()
  },
  'app.openLink': async (c, door) => {
    const open = c.app.openLink({ url: 'https://docs.docker.com/' })
    if (door === 'window') await open
    else expect(await explainedOf(open)).toMatchObject({ code: 'links-open-in-the-browser' })
  },
  'app.reportPageError': async (c) =>
    expect(await c.app.reportPageError({ message: 'a', stack: 'b' })).toMatchObject({
      id: expect.stringMatching(/\w/),
    }),
  'app.unlockSecrets': async (c) => {
    await c.app.unlockSecrets({ passphrase: 'correct horse' })
    expect((await c.app.info()).secrets).toBe('file')
  },
  'machines.watch': async (c) => {
    const event = await first(await c.machines.watch())
    expect(event.type === 'snapshot' && event.rows.map(({ id }) => id)).toContain(machine)
  },
  'machines.open': async (c) => {
    await c.machines.open({ machine })
    await connected(c)
  },
  'machines.retry': async (c) => {
    await c.machines.retry({ machine })
    await connected(c)
  },
  'machines.close': async (c) => {
    await c.machines.close({ machine })
    await c.machines.open({ machine })
    await connected(c)
  },
  'machines.read': async (c) => {
    const { id } = await c.machines.add({ draft: draft('read me'), secrets: {} })
    expect(await c.machines.read({ machine: id })).toMatchObject({ draft: { name: 'read me' }, kept: { key: false } })
    await c.machines.remove({ machine: id })
  },
  'machines.add': async (c) => {
    const { id } = await c.machines.add({ draft: draft('added'), secrets: {} })
    expect((await rows(c)).find((row) => row.id === id)).toMatchObject({ name: 'added', source: 'saved' })
    await c.machines.remove({ machine: id })
  },
  'machines.edit': async (c) => {
    const { id } = await c.machines.add({ draft: draft('before'), secrets: {} })
    await c.machines.edit({ machine: id, draft: draft('after'), secrets: {} })
    expect((await c.machines.read({ machine: id })).draft.name).toBe('after')
    await c.machines.remove({ machine: id })
  },
  'machines.rename': async (c) => {
    const { id } = await c.machines.add({ draft: draft('old name'), secrets: {} })
    await c.machines.rename({ machine: id, name: 'new name' })
    expect((await rows(c)).find((row) => row.id === id)?.name).toBe('new name')
    await c.machines.remove({ machine: id })
  },
  'machines.remove': async (c) => {
    const { id } = await c.machines.add({ draft: draft('removed'), secrets: {} })
    await c.machines.remove({ machine: id })
    expect((await rows(c)).some((row) => row.id === id)).toBe(false)
  },
  'machines.test': async (c) => {
    const { url } = await sharedEngine()
    const good = await c.machines.test({ draft: { ...draft('t'), url }, secrets: {} })
    expect(good).toMatchObject({ ok: true, facts: { os: 'linux' } })
    const bad = await c.machines.test({ draft: { ...draft('t'), url: 'unix:///nowhere/d.sock' }, secrets: {} })
    expect(bad).toMatchObject({ ok: false, error: { remedy: expect.stringMatching(/\w/) } })
  },
  'machines.trustHostKey': async (c) =>
    expect(
      await explainedOf(c.machines.trustHostKey({ host: 'nobody.example', fingerprint: 'SHA256:x' })),
    ).toMatchObject({ remedy: expect.stringMatching(/\w/) }),
  'machines.rediscover': async (c) => expect(await c.machines.rediscover()).toBeUndefined(),
  'machines.writeOut': async (c) => {
    const { url } = await sharedEngine()
    const written = await c.machines.writeOut({ machine })
    expect(written.bash).toContain(url)
    expect(written.powershell).toContain('$env:DOCKER_HOST')
    expect(written.cmd).toMatch(/^set /im)
  },
  'machines.saveContext': async (c) =>
    expect(await explainedOf(c.machines.saveContext({ machine, name: 'default' }))).toMatchObject({
      remedy: expect.stringMatching(/\w/),
    }),
  'containers.watch': async (c) => {
    const event = await first(await c.containers.watch({ machine }))
    expect(event.type === 'snapshot' && event.rows.map(({ id }) => id)).toContain(container)
  },
  'containers.inspect': async (c) =>
    expect(await c.containers.inspect({ machine, container })).toMatchObject({ tty: true, row: { id: container } }),
  'containers.create': async (c, door) => {
    const made = await c.containers.create({ machine, spec: spec(`contract-made-${door}`), start: false })
    expect(made).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{64}$/), startError: null })
    await remove(c, made.id)
  },
  'containers.act': async (c) => {
    const missing = 'contract-missing'
    const done = await c.containers.act({ machine, containers: [container, missing], action: { kind: 'pause' } })
    expect(done.map(({ error }) => error?.code ?? null)).toEqual([null, expect.stringMatching(/\w/)])
    await c.containers.act({ machine, containers: [container], action: { kind: 'unpause' } })
  },
  'containers.previewRemoval': async (c) =>
    expect(await c.containers.previewRemoval({ machine, containers: [container] })).toMatchObject([
      { container, running: true },
    ]),
  'containers.rename': async (c, door) => {
    await c.containers.rename({ machine, container, name: `contract-renamed-${door}` })
    expect((await c.containers.inspect({ machine, container })).row.name).toBe(`contract-renamed-${door}`)
  },
  'containers.updateLimits': async (c) =>
    expect(
      await c.containers.updateLimits({ machine, container, limits: { restartPolicy: { name: 'unless-stopped' } } }),
    ).toMatchObject({ warnings: expect.any(Array) }),
  'containers.commit': async (c, door) => {
    const reference = `slipway-test/contract-${door}:1`
    const input = { machine, container, reference, message: 'm', author: 'a', pause: true }
    expect((await c.containers.commit(input)).image).toMatch(/^sha256:/)
    await c.images.remove({ machine, images: [reference], force: false })
  },
  'containers.top': async (c) => expect((await c.containers.top({ machine, container })).titles).toContain('PID'),
  'containers.besideHost': async (c) =>
    expect((await explainedOf(c.containers.besideHost({ machine, container }))).code).toBe('not-a-windows-container'),
  'containers.changes': async (c) => expect(await c.containers.changes({ machine, container })).toBeInstanceOf(Array),
  'containers.stats': async (c) =>
    expect(await first(await c.containers.stats({ machine, container }))).toMatchObject({ memory: expect.any(Number) }),
  'containers.openLogs': async (c) =>
    expect(await c.containers.openLogs({ machine, container, options: logs })).toMatchObject({
      channel: expect.any(Number),
    }),
  'containers.downloadLogs': async (c) => {
    const { address } = await c.containers.downloadLogs({ machine, container, options: logs })
    expect(await (await fetch(running.door.origin + address)).text()).toContain('ready')
  },
  'containers.networks': async (c) =>
    expect((await c.containers.networks({ machine })).map(({ name }) => name)).toContain('none'),
  'containers.volumes': async (c) =>
    expect((await c.containers.volumes({ machine })).every(({ name }) => !/^[0-9a-f]{64}$/.test(name))).toBe(true),
  'files.list': async (c) => {
    const found: string[] = []
    for await (const part of await c.files.list({ machine, container, path: '/bin' })) {
      found.push(...part.entries.map(({ name }) => name))
      if (part.done) break
    }
    expect(found).toContain('busybox')
  },
  'files.readText': async (c) => {
    await c.files.writeText({ ...text('read me'), modified: null })
    expect(await c.files.readText({ machine, container, path: '/contract.txt' })).toMatchObject({ text: 'read me' })
  },
  'files.writeText': async (c) =>
    expect(await c.files.writeText({ ...text('written'), modified: null })).toMatchObject({
      modified: expect.any(Number),
    }),
  'files.download': async (c) => {
    await c.files.writeText({ ...text('downloaded'), modified: null })
    const { address } = await c.files.download({ machine, container, path: '/contract.txt' })
    expect(await (await fetch(running.door.origin + address)).text()).toBe('downloaded')
  },
  'files.upload': async (c) => {
    const input = {
      machine,
      container,
      folder: '/',
      name: 'up.txt',
      size: 8,
      modified: 1_700_000_000_000,
      overwrite: true,
    }
    const { address } = await c.files.upload(input)
    const { origin } = running.door
    const headers = { origin, authorization: `Bearer ${await running.makeSession()}` }
    expect((await fetch(origin + address, { method: 'POST', headers, body: 'uploaded' })).status).toBe(204)
    expect((await c.files.readText({ machine, container, path: '/up.txt' })).text).toBe('uploaded')
  },
  'images.watch': async (c) => {
    const event = await first(await c.images.watch({ machine }))
    expect(event.type === 'snapshot' && event.rows.flatMap(({ tags }) => tags)).toContain(IMAGES.busybox)
  },
  'images.inspect': async (c) =>
    expect(await c.images.inspect({ machine, image: IMAGES.busybox })).toMatchObject({ os: 'linux', build: null }),
  'images.tag': async (c, door) => {
    const target = `slipway-test/tagged-${door}:1`
    await c.images.tag({ machine, image: IMAGES.busybox, target })
    expect((await c.images.inspect({ machine, image: target })).row.tags).toContain(target)
    await c.images.remove({ machine, images: [target], force: false })
  },
  'images.previewRemoval': async (c) =>
    expect(await c.images.previewRemoval({ machine, images: [IMAGES.busybox] })).toMatchObject([
      { image: IMAGES.busybox, usedBy: expect.arrayContaining([expect.objectContaining({ running: true })]) },
    ]),
  'images.remove': async (c) =>
    expect(await c.images.remove({ machine, images: ['slipway-test/none:1'], force: false })).toMatchObject([
      { error: { remedy: expect.stringMatching(/\w/) } },
    ]),
  'images.checkPull': async (c) =>
    expect(await c.images.checkPull({ machine, reference: '127.0.0.1:1/none:1', allTags: false })).toMatchObject({
      problem: { remedy: expect.stringMatching(/\w/) },
    }),
  'images.repositoryTags': async (c) =>
    expect(await explainedOf(c.images.repositoryTags({ machine, repository: '127.0.0.1:1/none' }))).toMatchObject({
      remedy: expect.stringMatching(/\w/),
    }),
  'images.pull': async (c) => {
    const { task } = await pullNothing(c)
    await endOf(c, task)
  },
  ...registryResults,
  ...practiceResults,
  ...setupResults,
  'tasks.watch': async (c) => expect((await first(await c.tasks.watch())).type).toBe('snapshot'),
  'tasks.cancel': async (c) => {
    const { task } = await pullNothing(c)
    await endOf(c, task)
    await c.tasks.cancel({ task })
    expect((await endOf(c, task)).state).toBe('failed')
  },
  'tasks.repeat': async (c) => {
    const { task } = await pullNothing(c)
    await endOf(c, task)
    const again = await c.tasks.repeat({ task })
    expect(again.task).not.toBe(task)
    await endOf(c, again.task)
  },
  'tasks.dismiss': async (c) => {
    const { task } = await pullNothing(c)
    await endOf(c, task)
    await c.tasks.dismiss({ task })
    const event = await first(await c.tasks.watch())
    expect(event.type === 'snapshot' && event.rows.some(({ id }) => id === task)).toBe(false)
  },
  'terminals.watch': async (c) => expect((await first(await c.terminals.watch())).type).toBe('snapshot'),
  'terminals.open': async (c) => withTerminal(c, async (terminal) => expect(terminal).toMatch(/\w/)),
  'terminals.connect': async (c) =>
    withTerminal(c, async (terminal) =>
      expect(await c.terminals.connect({ terminal, size })).toMatchObject({ channel: expect.any(Number) }),
    ),
  'terminals.resize': async (c) =>
    withTerminal(c, async (terminal) => expect(await c.terminals.resize({ terminal, size })).toBeUndefined()),
  'terminals.clear': async (c) =>
    withTerminal(c, async (terminal) => expect(await c.terminals.clear({ terminal })).toBeUndefined()),
  'terminals.detach': async (c) =>
    withTerminal(
      c,
      async (terminal) => {
        await c.terminals.detach({ terminal })
        await waitFor('a detached terminal', async () => (await terminalState(c, terminal)) === 'detached')
      },
      attachSource(),
    ),
  'terminals.startAgain': async (c) =>
    withTerminal(
      c,
      async (terminal) => {
        await c.terminals.detach({ terminal })
        await c.terminals.startAgain({ terminal, size })
        await waitFor('a running terminal', async () => (await terminalState(c, terminal)) === 'running')
      },
      attachSource(),
    ),
  'terminals.close': async (c) => {
    const { terminal } = await openTerminal(c)
    await c.terminals.close({ terminal })
    expect(await terminalState(c, terminal)).toBeUndefined()
  },
  'terminals.hostShells': async (c, door) => {
    const shells = await c.terminals.hostShells()
    if (door === 'window') expect(shells.length).toBeGreaterThan(0)
    else expect(shells).toEqual([])
  },
  'terminals.probeShells': async (c) =>
    expect((await c.terminals.probeShells({ machine, container })).map(({ id }) => id)).toContain('sh'),
}

const draft = (name: string) => ({ name, url: 'unix:///nowhere/docker.sock', tls: null, ssh: null })
async function rows(c: ContractClient) {
  const event = await first(await c.machines.watch())
  return event.type === 'snapshot' ? event.rows : []
}
async function connected(c: ContractClient) {
  await waitFor(
    'the connection',
    async () => (await rows(c)).find(({ id }) => id === machine)?.state.kind === 'connected',
  )
}
async function remove(c: ContractClient, id: string) {
  await c.containers.act({ machine, containers: [id], action: { kind: 'remove', force: true, volumes: true } })
}
const text = (value: string) => ({
  machine,
  container,
  path: '/contract.txt',
  text: value,
  encoding: 'utf-8' as const,
  byteOrderMark: false,
})
const pullNothing = (c: ContractClient) => c.images.pull({ machine, reference: '127.0.0.1:1/none:1', allTags: false })
async function endOf(c: ContractClient, task: string) {
  return waitFor('the end of the task', async () => {
    const event = await first(await c.tasks.watch())
    const row = event.type === 'snapshot' ? event.rows.find(({ id }) => id === task) : undefined
    return row && row.state !== 'running' ? row : undefined
  })
}
const execSource = () => ({ kind: 'exec' as const, machine, container, command: ['sh'] })
const attachSource = () => ({ kind: 'attach' as const, machine, container })
const openTerminal = (c: ContractClient, source: TerminalSource = execSource()) => c.terminals.open({ source, size })
async function withTerminal(
  c: ContractClient,
  work: (terminal: string) => Promise<unknown>,
  source: TerminalSource = execSource(),
) {
  const { terminal } = await openTerminal(c, source)
  await waitFor('a running terminal', async () => (await terminalState(c, terminal)) === 'running')
  try {
    await work(terminal)
  } finally {
    await c.terminals.close({ terminal })
  }
}
async function terminalState(c: ContractClient, terminal: string) {
  const event = await first(await c.terminals.watch())
  return event.type === 'snapshot' ? event.rows.find(({ id }) => id === terminal)?.state.kind : undefined
}

describe.each(['window', 'browser'] as const)('X2: the contract as the %s door has it', (door) => {
  let connection: ConnectedClient
  let c: ContractClient

  beforeAll(async () => {
    connection = door === 'window' ? connectByPort(running, menu) : await connectBySocket(running)
    c = connection.client
    await c.machines.open({ machine })
    await connected(c)
    container = (await c.containers.create({ machine, spec: spec(`contract-${door}`), start: true })).id
  }, 120_000)
  afterAll(async () => {
    await remove(c, container)
    connection.leave()
  })

  it.each(names)('result: %s', async (name) => {
    const prove = results[name]
    if (!prove) throw new Error(`Nobody proves the result of ${name}`)
    await prove(c, door)
  })

  it.each(names.filter((name) => procedure(name).inputSchema))('refuses bad input: %s', async (name) => {
    const [topic = '', call = ''] = name.split('.')
    const send: (input: unknown) => Promise<unknown> = Object(Object(c)[topic])[call]
    for (const input of [undefined, 'text', { machine: '../..', container: 'a b', task: 7, terminal: '', zoom: 'x' }]) {
      await expect(send(input), JSON.stringify(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
  })

  it.each([
    ['containers.inspect', (m: string) => c.containers.inspect({ machine: m, container })],
    ['containers.watch', async (m: string) => first(await c.containers.watch({ machine: m }))],
    ['files.list', async (m: string) => first(await c.files.list({ machine: m, container, path: '/' }))],
    ['images.watch', async (m: string) => first(await c.images.watch({ machine: m }))],
    ['images.pull', (m: string) => c.images.pull({ machine: m, reference: 'a:1', allTags: false })],
    ['registries.search', (m: string) => c.registries.search({ machine: m, term: 'a', official: false })],
    [
      'registries.tags',
      async (m: string) => first(await c.registries.tags({ machine: m, repository: 'mcr.microsoft.com/a' })),
    ],
    ['machines.open', (m: string) => c.machines.open({ machine: m })],
    ['terminals.probeShells', (m: string) => c.terminals.probeShells({ machine: m, container })],
  ])('C7: %s on an unknown machine is a typed error with a remedy', async (_name, send) => {
    expect(await explainedOf(send('nobody'))).toMatchObject({
      code: 'unknown-machine',
      remedy: expect.stringMatching(/\w/),
    })
  })

  it('C7: a missing container is a typed error with a remedy', async () => {
    const explained = await explainedOf(c.containers.inspect({ machine, container: 'nobody-has-this' }))
    expect(explained).toMatchObject({ code: 'container-not-found', remedy: expect.stringMatching(/\w/) })
    expect(JSON.stringify(explained)).not.toMatch(/\bat .*\.[jt]s:\d+/)
  })

  it('C4: a cancelled call reaches the service', async () => {
    const list = running.services.tasks.list
    const original = list.watch.bind(list)
    let aborted = false
    list.watch = (signal) => {
      signal?.addEventListener('abort', () => {
        aborted = true
      })
      return original(signal)
    }
    try {
      const cancel = new AbortController()
      const values = await c.tasks.watch(undefined, { signal: cancel.signal })
      await values.next()
      cancel.abort()
      await waitFor('the abort', () => aborted)
    } finally {
      list.watch = original
    }
  })

  it('ends the subscriptions of a page that goes', async () => {
    const list = running.services.tasks.list
    const original = list.watch.bind(list)
    let ended = 0
    list.watch = async function* (signal) {
      try {
        yield* original(signal)
      } finally {
        ended += 1
      }
    }
    try {
      const page = door === 'window' ? connectByPort(running, menu) : await connectBySocket(running)
      for (let at = 0; at < 3; at += 1) await (await page.client.tasks.watch()).next()
      page.leave()
      await waitFor('the end of three subscriptions', () => ended === 3)
    } finally {
      list.watch = original
    }
  })
})

it('proves every call of the contract', () => {
  expect(Object.keys(results).sort()).toEqual([...names].sort())
})
