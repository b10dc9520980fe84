import { type Dialect, linux, windows } from './dialect.ts'
import { startPracticeProcess } from './practice-process.ts'
import { sharedEngine } from './shared-engine.ts'

/** What answers the Engine API in an end-to-end test: a real dockerd, or the practice host. */
export type EngineKind = 'docker' | 'practice'

/** The engine of a project's tests, which all of them share: name what you make, and remove it. */
export interface EngineUnderTest {
  readonly kind: EngineKind
  readonly socketPath: string
  readonly url: `unix://${string}`
  readonly dialect: Dialect
}

/** The run's shared dockerd, or a practice host in a process of its own; `stop` ends the latter. */
export async function startEngineUnderTest(kind: EngineKind): Promise<EngineUnderTest & { stop(): Promise<void> }> {
  if (kind === 'docker') {
    const { socketPath } = await sharedEngine()
    return { kind, socketPath, url: `unix://${socketPath}`, dialect: linux, stop: async () => undefined }
  }
  const practice = await startPracticeProcess()
  return { kind, socketPath: practice.socketPath, url: practice.url, dialect: windows, stop: practice.stop }
}
