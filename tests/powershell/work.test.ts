import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { HostSession } from '../../main/setup/host/session.ts'
import { objectsOf, openLocal } from '../support/powershell/local-session.ts'
import { noPwsh, pwsh } from '../support/powershell/pwsh.ts'
import { describeWhere } from '../support/where.ts'

const isAtWork = async (session: HostSession) =>
  (await objectsOf(session, { run: 'Get-SlipwayWork', take: ['Call'] }))[0]?.Call

/** Other tests run calls of their own on this machine: what comes to be so in time is enough. */
async function comesToBe(session: HostSession, wanted: boolean): Promise<void> {
  await expect.poll(() => isAtWork(session), { timeout: 30_000, interval: 50 }).toBe(wanted)
}

describeWhere(pwsh !== undefined, noPwsh, 'The lease of the runner', () => {
  it('H14: a call that runs is seen by another session, to its end, and no look is taken for one', async () => {
    const [worker, looker] = [await openLocal(), await openLocal()]
    try {
      const call = worker.invoke({ run: 'Start-Sleep', with: { Milliseconds: 1500 } })
      await comesToBe(looker, true)
      await call
      await comesToBe(looker, false)
      const look = worker.invoke({
        run: 'Get-ChildItem',
        with: { Path: '/usr/share/zoneinfo', Recurse: { switch: true } },
      })
      await pause(100)
      await comesToBe(looker, false)
      await look
    } finally {
      await worker.close()
      await looker.close()
    }
  })

  it('H14: it goes with a runner that is killed, and with a call that is stopped', async () => {
    const [worker, looker] = [await openLocal(), await openLocal()]
    try {
      const stop = new AbortController()
      const stopped = worker
        .invoke({ run: 'Start-Sleep', with: { Seconds: 60 } }, { signal: stop.signal })
        .catch(() => 'stopped')
      await comesToBe(looker, true)
      stop.abort()
      expect(await stopped).toBe('stopped')
      await comesToBe(looker, false)
      const lost = worker.invoke({ run: 'Start-Sleep', with: { Seconds: 60 } }).catch(() => 'lost')
      await comesToBe(looker, true)
      process.kill(worker.facts?.process ?? 0, 'SIGKILL')
      expect(await lost).toBe('lost')
      await comesToBe(looker, false)
    } finally {
      await worker.close()
      await looker.close()
    }
  })
})
