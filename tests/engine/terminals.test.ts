import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Channels } from '../../main/channels.ts'
import { Terminals } from '../../main/terminals/terminals.ts'
import type { TerminalRow } from '../../preload/contract/terminals.ts'
import { IMAGES } from '../support/images.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { TerminalPage } from '../support/terminal-page.ts'
import { type TestLink, testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'

const size = { columns: 80, rows: 24 }
let link: TestLink
let channels: Channels
let terminals: Terminals
const containers: string[] = []
const pages: TerminalPage[] = []

beforeAll(async () => {
  link = testLink((await sharedEngine()).socketPath)
  channels = new Channels()
  terminals = new Terminals({ links: { find: () => link }, channels })
})

afterEach(async () => {
  for (const page of pages.splice(0)) page.close()
  for (const row of terminals.list.values()) terminals.closeTerminal(row.id)
  for (const id of containers.splice(0)) await link.client().getContainer(id).remove({ force: true })
})

afterAll(() => {
  terminals?.close()
  channels?.close()
})

interface Wish {
  image?: string
  command?: string[]
  tty?: boolean
  start?: boolean
}

async function container({ image = IMAGES.busybox, command = ['sh'], tty = true, start = true }: Wish = {}) {
  const made = await link.client().createContainer({
    Image: image,
    Cmd: command,
    Tty: tty,
    OpenStdin: true,
    Labels: { 'slipway-test': 'terminals' },
    HostConfig: { NetworkMode: 'none' },
    StopTimeout: 0,
  })
  containers.push(made.id)
  if (start) await made.start()
  return made.id
}

async function attach(id: string) {
  return (await terminals.open({ kind: 'attach', machine: 'test', container: id }, size)).terminal
}

async function exec(id: string, command?: string[]) {
  return (await terminals.open({ kind: 'exec', machine: 'test', container: id, command }, size)).terminal
}

function page(terminal: string, options?: ConstructorParameters<typeof TerminalPage>[4], pageSize = size) {
  const made = new TerminalPage(terminals, channels, terminal, pageSize, options)
  pages.push(made)
  return made
}

async function state<Kind extends TerminalRow['state']['kind']>(terminal: string, kind: Kind) {
  return waitFor(`the state ${kind}`, () => {
    const now = terminals.list.get(terminal)?.state
    return now?.kind === kind ? (now as Extract<TerminalRow['state'], { kind: Kind }>) : null
  })
}

async function running(id: string) {
  return (await link.client().getContainer(id).inspect()).State.Running
}

describe('T2 attach and exec', () => {
  test('T2: attach reaches the container’s own shell, exec a new one', async () => {
    const id = await container()
    const attached = page(await attach(id))
    attached.type('echo pid=$$\n')
    await attached.sees(/pid=1\r\n/)
    const started = page(await exec(id, ['sh']))
    started.type('echo pid=$$\n')
    await started.sees(/pid=\d+\r\n/)
    expect(started.seen).not.toMatch(/pid=1\r\n/)
  })

  test('T2: nothing but what is typed reaches the program', async () => {
    const id = await container({ command: ['sh', '-c', 'stty raw -echo; exec od -An -tx1 -w1 -v'] })
    const shown = page(await attach(id))
    await new Promise((done) => setTimeout(done, 300))
    shown.type('A')
    await shown.sees('41')
    expect(shown.seen.replace(/\s/g, '')).toBe('\x1bc41')
  })

  test('T2: a missing container is a failure, and no terminal is left', async () => {
    await expect(attach('slipway-missing')).rejects.toMatchObject({ statusCode: 404 })
    expect(terminals.list.size).toBe(0)
  })

  test('T2: without a command exec takes the best shell that the container has', async () => {
    const bash = await container({ image: IMAGES.bash })
    expect((await terminals.probeShells('test', bash)).map((shell) => shell.id)).toEqual(['bash', 'sh'])
    const shown = page(await exec(bash))
    shown.type('echo $BASH_VERSION.\n')
    await shown.sees(/\d+\.\d+\.\d+\(/)
    const plain = await container()
    expect((await terminals.probeShells('test', plain)).map((shell) => shell.id)).toEqual(['sh'])
    const none = await container({ image: IMAGES.noShell, command: ['/bin/sleep', '1000'] })
    await expect(exec(none)).rejects.toMatchObject({ explained: { code: 'no-shell' } })
  })

  test('T2: closing a terminal ends the shell that exec started and leaves the container', async () => {
    const id = await container()
    const terminal = await exec(id, ['sh'])
    const shown = page(terminal)
    shown.type('echo rea""dy\n')
    await shown.sees('ready')
    const count = async () => (await link.client().getContainer(id).top()).Processes.length
    expect(await count()).toBe(2)
    terminals.closeTerminal(terminal)
    await waitFor('the shell to end', async () => (await count()) === 1)
    expect(shown.end?.reason).toBe('closed')
    expect(terminals.list.size).toBe(0)
  })

  test('T2: a container without a TTY is shown with whole lines and takes input', async () => {
    const id = await container({
      tty: false,
      command: ['sh', '-c', 'while read a; do echo "got $a"; echo err >&2; done'],
    })
    const terminal = await attach(id)
    const shown = page(terminal)
    shown.type('one\n')
    await shown.sees('err\r\n')
    await shown.sees('got one\r\n')
    expect(terminals.list.get(terminal)?.tty).toBe(false)
  })
})

describe('T3 size, interrupt and letting go', () => {
  test.each(['attach', 'exec'])('T3: stty size inside follows the window (%s)', async (kind) => {
    const id = await container()
    const terminal = kind === 'attach' ? await attach(id) : await exec(id, ['sh'])
    const shown = page(terminal)
    shown.type('stty size\n')
    await shown.sees(/24 80\r\n/)
    terminals.resize(terminal, { columns: 132, rows: 43 })
    await new Promise((done) => setTimeout(done, 200))
    shown.type('stty size\n')
    await shown.sees(/43 132\r\n/)
    expect(terminals.list.get(terminal)?.size).toEqual({ columns: 132, rows: 43 })
  })

  test('T3: Ctrl-C reaches the process', async () => {
    const shown = page(await exec(await container(), ['sh']))
    shown.type('sleep 1000; echo code=$?\n')
    await shown.sees('code=$?\r\n')
    await new Promise((done) => setTimeout(done, 200))
    shown.type('\x03')
    shown.type('echo af""ter\n')
    await shown.sees('after\r\n')
  })

  test('T3: Ctrl-P Ctrl-Q lets go, the container runs on, and attaching again keeps the screen', async () => {
    const id = await container()
    const terminal = await attach(id)
    const shown = page(terminal)
    shown.type('echo kept-$((1+1))\n')
    await shown.sees('kept-2')
    shown.type('\x10')
    shown.type('\x11')
    await state(terminal, 'detached')
    expect(await running(id)).toBe(true)
    expect(terminals.list.get(terminal)?.canStartAgain).toBe(true)
    await terminals.startAgain(terminal, size)
    shown.type('echo again-$((1+2))\n')
    await shown.sees('again-3')
    const later = page(terminal)
    await later.sees('again-3')
    expect(await later.lines()).toEqual(await shown.lines())
    expect((await later.lines()).join('\n')).toContain('kept-2')
  })

  test('T3: the detach button lets go as well', async () => {
    const id = await container()
    const terminal = await attach(id)
    const shown = page(terminal)
    shown.type('echo x=$((40+2))\n')
    await shown.sees('x=42')
    terminals.detach(terminal)
    await state(terminal, 'detached')
    await new Promise((done) => setTimeout(done, 300))
    expect(await running(id)).toBe(true)
    await terminals.startAgain(terminal, size)
    shown.type('echo y=$((40+3))\n')
    await shown.sees('y=43')
    const started = await exec(id, ['sh'])
    expect(() => terminals.detach(started)).toThrow(/attached/)
  })
})

describe('T5 an end and a new start', () => {
  test('T5: a container that exits shows its exit code and starts again without losing its first output', async () => {
    const id = await container({ command: ['sh', '-c', 'echo first-line; read a; exit 7'] })
    const terminal = await attach(id)
    const shown = page(terminal)
    shown.type('\n')
    expect(await state(terminal, 'ended')).toMatchObject({ exitCode: 7, error: null })
    expect(terminals.list.get(terminal)?.canStartAgain).toBe(true)
    shown.forget()
    await terminals.startAgain(terminal, size)
    await shown.sees('first-line')
    shown.type('\n')
    expect(await state(terminal, 'ended')).toMatchObject({ exitCode: 7 })
  })

  test('T5: attaching to a stopped container says so and offers to start it', async () => {
    const id = await container({ start: false, command: ['sh', '-c', 'echo whole-output'] })
    const terminal = await attach(id)
    expect(await state(terminal, 'ended')).toMatchObject({ reason: expect.stringContaining('is not running') })
    const shown = page(terminal)
    await terminals.startAgain(terminal, size)
    await shown.sees('whole-output')
    expect(await state(terminal, 'ended')).toMatchObject({ exitCode: 0 })
  })

  test('T5: a process of exec shows its exit code, and a new one may follow', async () => {
    const terminal = await exec(await container(), ['sh', '-c', 'echo once; exit 5'])
    const shown = page(terminal)
    expect(await state(terminal, 'ended')).toMatchObject({ exitCode: 5 })
    await shown.sees('once')
    shown.forget()
    await terminals.startAgain(terminal, size)
    await shown.sees('once')
    expect(await state(terminal, 'ended')).toMatchObject({ exitCode: 5 })
  })
})
