import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Dockerd, startDockerd, whyNoDockerd } from '../support/dockerd.ts'
import { pause, TerminalBench } from '../support/terminal-bench.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoDockerd()
describeWhere(!why, why ?? '', 'T5 terminals over an engine that is killed', () => {
  describe.each([
    ['containers outlive it', ['--live-restore']],
    ['containers end with it', []],
  ])('%s', (_, args) => {
    const outlive = args.length > 0
    let engine: Dockerd
    let bench: TerminalBench
    beforeAll(async () => {
      engine = await startDockerd({ images: true, network: 'none', args })
      bench = new TerminalBench(engine.socketPath)
    }, 120_000)
    afterEach(() => bench.clear())
    afterAll(async () => {
      bench?.close()
      await engine?.stop()
    })

    test('T5: an attached terminal reconnects or says that the container ended; nothing is shown twice', async () => {
      const id = await bench.container()
      const terminal = await bench.attach(id)
      const shown = bench.page(terminal)
      shown.type('echo before-$((1+1))\n')
      await shown.sees('before-2')
      await engine.kill()
      const away = await bench.state(terminal, 'reconnecting')
      expect(Date.now() - away.since).toBeLessThan(30_000)
      await pause(1_000)
      expect(bench.row(terminal)?.state.kind).toBe('reconnecting')
      await engine.restart()
      if (outlive) {
        await bench.state(terminal, 'running', 30)
        shown.type('echo after-$((1+2))\n')
        await shown.sees('after-3')
      } else {
        const end = await bench.state(terminal, 'ended', 30)
        expect(end.exitCode).not.toBeNull()
        expect(bench.row(terminal)?.canStartAgain).toBe(true)
        await bench.terminals.startAgain(terminal, bench.size)
        shown.type('echo after-$((1+2))\n')
        await shown.sees('after-3')
      }
      const text = (await shown.lines()).join('\n')
      expect(text.match(/before-2/g)).toHaveLength(1)
      expect(text.match(/after-3/g)).toHaveLength(1)
      const later = bench.page(terminal)
      await later.sees('after-3')
      expect(await later.lines()).toEqual(await shown.lines())
    }, 120_000)

    test('T5: an engine that is restarted in order is no detach', async () => {
      const terminal = await bench.attach(await bench.container())
      const shown = bench.page(terminal)
      shown.type('echo before-$((1+1))\n')
      await shown.sees('before-2')
      await pause(5_500)
      const states: string[] = []
      const noted = setInterval(() => states.push(bench.row(terminal)?.state.kind ?? ''), 20)
      await engine.restart()
      await waitFor('the end of the old stream to be noticed', () =>
        states.some((kind) => kind === 'reconnecting' || kind === 'ended'),
      )
      if (outlive) {
        await bench.state(terminal, 'running', 30)
        shown.type('echo after-$((1+2))\n')
        await shown.sees('after-3')
      } else expect((await bench.state(terminal, 'ended', 30)).exitCode).not.toBeNull()
      clearInterval(noted)
      expect(states).not.toContain('detached')
    }, 120_000)

    test('T5: a process of exec is said to have ended, and a new one may be started', async () => {
      const id = await bench.container({ command: ['sh', '-c', 'while true; do sleep 1; done'] })
      const terminal = await bench.exec(id, ['sh'])
      const shown = bench.page(terminal)
      shown.type('echo before-$((1+1))\n')
      await shown.sees('before-2')
      await engine.kill()
      const end = await bench.state(terminal, 'ended')
      expect(end.reason).toContain('connection to the engine was lost')
      expect(bench.row(terminal)?.canStartAgain).toBe(true)
      await engine.restart()
      await waitFor('the link', () => bench.link.connected)
      if (!outlive) {
        await expect(bench.terminals.startAgain(terminal, bench.size)).rejects.toMatchObject({
          explained: { code: 'container-not-running' },
        })
        return
      }
      await bench.terminals.startAgain(terminal, bench.size)
      shown.type('echo after-$((1+2))\n')
      await shown.sees('after-3')
    }, 120_000)
  })
})
