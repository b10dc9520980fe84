import { startDockerd, whyNoDockerd } from './dockerd.ts'
import { test as base } from './door-test.ts'
import { ordinaryUser } from './ordinary-user.ts'
import { startPracticeProcess } from './practice-process.ts'

/** An engine that may be killed; its state stays. */
interface OwnEngine {
  socketPath: string
  kill: () => Promise<void>
  restart: () => Promise<void>
}

/** door-test's `test` with an engine of the test's own, of the project's kind; skipped with its reason where none can run. */
export const test = base.extend<{ ownEngine: OwnEngine }>({
  ownEngine: async ({ engineKind }, use, info) => {
    const why = engineKind === 'docker' ? whyNoDockerd() : undefined
    info.skip(why !== undefined, why ?? '')
    const engine =
      engineKind === 'docker'
        ? await startDockerd({ images: true, group: ordinaryUser()?.gid })
        : await startPracticeProcess()
    await use(engine)
    await engine.stop()
  },
  engine: async ({ ownEngine }, use) => use(`unix://${ownEngine.socketPath}`),
})
