import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { IMAGES } from '../support/images.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { pause, TerminalBench } from '../support/terminal-bench.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'Terminals', () => {
  let bench: TerminalBench

  beforeAll(async () => {
    bench = new TerminalBench((await sharedEngine()).socketPath)
  })
  afterEach(() => bench.clear())
  afterAll(() => bench?.close())

  describe('T2 attach and exec', () => {
    test('T2: attach reaches the container’s own shell, exec a new one', async () => {
      const id = await bench.container()
      const attached = bench.page(await bench.attach(id))
      attached.type('echo pid=$$\n')
      await attached.sees(/pid=1\r\n/)
      const started = bench.page(await bench.exec(id, ['sh']))
      started.type('echo pid=$$\n')
      await started.sees(/pid=\d+\r\n/)
      expect(started.seen).not.toMatch(/pid=1\r\n/)
    })

    test('T2: nothing but what is typed reaches the program', async () => {
      const id = await bench.container({ command: ['sh', '-c', 'stty raw -echo; exec od -An -tx1 -w1 -v'] })
      const shown = bench.page(await bench.attach(id))
      await pause(300)
      shown.type('A')
      await shown.sees('41')
      expect(shown.seen.replace(/\s/g, '')).toBe('\x1bc\x1b[1;1H41')
    })

    test('T2: a missing container is a failure, and no terminal is left', async () => {
      await expect(bench.attach('slipway-missing')).rejects.toMatchObject({ statusCode: 404 })
      expect(bench.terminals.list.size).toBe(0)
    })

    test('T2: without a command exec takes the best shell that the container has', async () => {
      const bash = await bench.container({ image: IMAGES.bash })
      expect((await bench.terminals.probeShells('test', bash)).map((shell) => shell.id)).toEqual(['bash', 'sh'])
      const shown = bench.page(await bench.exec(bash))
      shown.type('echo $BASH_VERSION.\n')
      await shown.sees(/\d+\.\d+\.\d+\(/)
      const plain = await bench.container()
      expect((await bench.terminals.probeShells('test', plain)).map((shell) => shell.id)).toEqual(['sh'])
      const none = await bench.container({ image: IMAGES.noShell, command: ['/bin/sleep', '1000'] })
      await expect(bench.exec(none)).rejects.toMatchObject({ explained: { code: 'no-shell' } })
    })

    test('T2: closing a terminal ends the shell that exec started and leaves the container', async () => {
      const id = await bench.container()
      const terminal = await bench.exec(id, ['sh'])
      const shown = bench.page(terminal)
      shown.type('echo rea""dy\n')
      await shown.sees('ready')
      const count = async () => (await bench.link.client().getContainer(id).top()).Processes.length
      expect(await count()).toBe(2)
      bench.terminals.closeTerminal(terminal)
      await waitFor('the shell to end', async () => (await count()) === 1)
      expect(shown.end?.reason).toBe('closed')
      expect(bench.terminals.list.size).toBe(0)
    })

    test('T2: a container without input is shown too', async () => {
      const command = ['sh', '-c', 'while true; do echo tick; sleep 0.2; done']
      const terminal = await bench.attach(await bench.container({ tty: false, stdin: false, command }))
      expect(bench.row(terminal)).toMatchObject({ tty: false, takesInput: false })
      const shown = bench.page(terminal)
      await shown.sees('tick\r\n')
      shown.type('nobody reads this\n')
      shown.forget()
      await shown.sees('tick\r\n')
      expect(shown.seen).not.toContain('nobody')
    })

    test('T2: a program that is not there is a failure of open, said in words', async () => {
      const id = await bench.container()
      const opened = bench.exec(id, ['no-such-program'])
      const failure = await opened.then(
        (terminal) => bench.state(terminal, 'ended'),
        (error: unknown) => error,
      )
      expect(JSON.stringify(failure instanceof Error ? failure.message : failure)).toMatch(/127|126|not found/)
    })

    test('T2: a container without a TTY is shown with whole lines and takes input', async () => {
      const id = await bench.container({
        tty: false,
        command: ['sh', '-c', 'while read a; do echo "got $a"; echo err >&2; done'],
      })
      const terminal = await bench.attach(id)
      const shown = bench.page(terminal)
      shown.type('one\n')
      await shown.sees('err\r\n')
      await shown.sees('got one\r\n')
      expect(bench.row(terminal)).toMatchObject({ tty: false, takesInput: true })
    })
  })

  describe('T3 size, interrupt and letting go', () => {
    test.each(['attach', 'exec'])('T3: stty size inside follows the window (%s)', async (kind) => {
      const id = await bench.container()
      const terminal = kind === 'attach' ? await bench.attach(id) : await bench.exec(id, ['sh'])
      const shown = bench.page(terminal)
      shown.type('stty size\n')
      await shown.sees(/24 80\r\n/)
      bench.terminals.resize(terminal, { columns: 132, rows: 43 })
      await pause(200)
      shown.type('stty size\n')
      await shown.sees(/43 132\r\n/)
      expect(bench.row(terminal)?.size).toEqual({ columns: 132, rows: 43 })
    })

    test('T3: Ctrl-C reaches the process', async () => {
      const shown = bench.page(await bench.exec(await bench.container(), ['sh']))
      shown.type('sleep 1000; echo code=$?\n')
      await shown.sees('code=$?\r\n')
      await pause(200)
      shown.type('\x03')
      shown.type('echo af""ter\n')
      await shown.sees('after\r\n')
    })

    test('T3: Ctrl-P Ctrl-Q lets go, the container runs on, and attaching again keeps the screen', async () => {
      const id = await bench.container()
      const terminal = await bench.attach(id)
      const shown = bench.page(terminal)
      shown.type('echo kept-$((1+1))\n')
      await shown.sees('kept-2')
      shown.type('\x10')
      shown.type('\x11')
      await bench.state(terminal, 'detached')
      expect(await bench.isRunning(id)).toBe(true)
      expect(bench.row(terminal)?.canStartAgain).toBe(true)
      await bench.terminals.startAgain(terminal, bench.size)
      shown.type('echo again-$((1+2))\n')
      await shown.sees('again-3')
      const later = bench.page(terminal)
      await later.sees('again-3')
      expect(await later.lines()).toEqual(await shown.lines())
      expect((await later.lines()).join('\n')).toContain('kept-2')
    })

    test('T3: the detach button lets go as well', async () => {
      const id = await bench.container()
      const terminal = await bench.attach(id)
      const shown = bench.page(terminal)
      shown.type('echo x=$((40+2))\n')
      await shown.sees('x=42')
      bench.terminals.detach(terminal)
      await bench.state(terminal, 'detached')
      await pause(300)
      expect(await bench.isRunning(id)).toBe(true)
      await bench.terminals.startAgain(terminal, bench.size)
      shown.type('echo y=$((40+3))\n')
      await shown.sees('y=43')
      const started = await bench.exec(id, ['sh'])
      expect(() => bench.terminals.detach(started)).toThrow(/attached/)
    })
  })

  describe('T5 an end and a new start', () => {
    test('T5: a container that exits shows its exit code and starts again without losing its first output', async () => {
      const id = await bench.container({ command: ['sh', '-c', 'echo first-line; read a; exit 7'] })
      const terminal = await bench.attach(id)
      const shown = bench.page(terminal)
      shown.type('\n')
      expect(await bench.state(terminal, 'ended')).toMatchObject({ exitCode: 7, error: null })
      expect(bench.row(terminal)?.canStartAgain).toBe(true)
      shown.forget()
      await bench.terminals.startAgain(terminal, bench.size)
      await shown.sees('first-line')
      shown.type('\n')
      expect(await bench.state(terminal, 'ended')).toMatchObject({ exitCode: 7 })
    })

    test('T5: attaching to a stopped container says so and offers to start it', async () => {
      const id = await bench.container({ start: false, command: ['sh', '-c', 'echo whole-output'] })
      const terminal = await bench.attach(id)
      expect(await bench.state(terminal, 'ended')).toMatchObject({ reason: expect.stringContaining('is not running') })
      const shown = bench.page(terminal)
      await bench.terminals.startAgain(terminal, bench.size)
      await shown.sees('whole-output')
      expect(await bench.state(terminal, 'ended')).toMatchObject({ exitCode: 0 })
    })

    test('T5: a container that removes itself shows its exit code all the same, and then is gone', async () => {
      const id = await bench.container({ command: ['sh', '-c', 'read a; exit 4'], removeAtExit: true })
      const terminal = await bench.attach(id)
      bench.page(terminal).type('\n')
      expect(await bench.state(terminal, 'ended')).toMatchObject({
        exitCode: 4,
        reason: 'The container ended with exit code 4 and was removed.',
      })
      expect(bench.row(terminal)?.canStartAgain).toBe(false)
      await waitFor('the container to be gone', () =>
        bench.isRunning(id).then(
          () => false,
          () => true,
        ),
      )
      await expect(bench.terminals.startAgain(terminal, bench.size)).rejects.toMatchObject({ statusCode: 404 })
      expect(bench.row(terminal)).toMatchObject({ canStartAgain: false, state: { kind: 'ended', exitCode: 4 } })
    })

    test('T5: a container that is removed while attached has nothing to start again', async () => {
      const id = await bench.container()
      const terminal = await bench.attach(id)
      await bench.link.client().getContainer(id).remove({ force: true })
      expect(await bench.state(terminal, 'ended')).toMatchObject({
        reason: expect.stringMatching(/^The container ended( with exit code 137)? and was removed\.$/),
      })
      expect(bench.row(terminal)?.canStartAgain).toBe(false)
    })

    test('T5: a link that drops and comes back takes up the container and keeps the screen', async () => {
      const id = await bench.container()
      const attached = await bench.attach(id)
      const started = await bench.exec(id, ['sh'])
      const [one, two] = [bench.page(attached), bench.page(started)]
      one.type('echo a-$((1+1))\n')
      two.type('echo b-$((1+1))\n')
      await one.sees('a-2')
      await two.sees('b-2')
      bench.link.setConnected(false)
      await bench.state(attached, 'reconnecting')
      await bench.state(started, 'reconnecting')
      bench.link.setConnected(true)
      await bench.state(attached, 'running')
      await bench.state(started, 'running')
      one.type('echo a-$((1+2))\n')
      two.type('echo b-$((1+2))\n')
      await one.sees('a-3')
      await two.sees('b-3')
      expect((await one.lines()).join('\n').match(/a-2/g)).toHaveLength(1)
    })

    test('T5: a container that its engine stops from outside is said to have ended', async () => {
      const id = await bench.container({ command: ['sh', '-c', 'trap "exit 6" TERM; while true; do sleep 0.1; done'] })
      const terminal = await bench.attach(id)
      await bench.link.client().getContainer(id).stop({ t: 5 })
      expect(await bench.state(terminal, 'ended')).toMatchObject({ exitCode: 6 })
    })

    test('T5: a paused container is no place to attach to or to run in, and it is said', async () => {
      const id = await bench.container()
      await bench.link.client().getContainer(id).pause()
      await expect(bench.attach(id)).rejects.toMatchObject({ explained: { code: 'container-paused' } })
      await expect(bench.exec(id, ['sh'])).rejects.toMatchObject({ explained: { code: 'container-paused' } })
      await bench.link.client().getContainer(id).unpause()
    })

    test('T5: a process of exec shows its exit code, and a new one may follow', async () => {
      const terminal = await bench.exec(await bench.container(), ['sh', '-c', 'echo once; exit 5'])
      const shown = bench.page(terminal)
      expect(await bench.state(terminal, 'ended')).toMatchObject({ exitCode: 5 })
      await shown.sees('once')
      shown.forget()
      await bench.terminals.startAgain(terminal, bench.size)
      await shown.sees('once')
      expect(await bench.state(terminal, 'ended')).toMatchObject({ exitCode: 5 })
    })
  })
})
