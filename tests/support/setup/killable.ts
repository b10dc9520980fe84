import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import type { Call } from '../../../main/setup/call.ts'
import type { HostSession } from '../../../main/setup/host/session.ts'
import type { RunEnd } from '../../../main/setup/run-context.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'

/** Bundles the worker, since the oldest Node of the tests does not read TypeScript; answers its path. */
export async function bundleWorker(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'kill-worker.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs', format: 'es' } },
    },
    ssr: { noExternal: true },
  })
  return join(folder, 'worker.mjs')
}

type Asked = { id: number; method: 'invoke' | 'bootTime' | 'waitForRestart'; given: [never] }

/**
 * Runs a journal's plan in a process of its own, on a session of this one, and kills it with SIGKILL at the changing call
 * with number `at`: `during` it, while the host goes on with it, or just `after` the host has answered. Answers how it
 * ended, null when it was killed, and the changing calls that came.
 */
export function runAndKill(
  worker: string,
  journal: string,
  session: HostSession,
  kill: { at: number; when: 'during' | 'after' } | null,
): Promise<{ end: RunEnd | null; changes: readonly Call[]; hostIsDone: Promise<unknown> }> {
  const changes: Call[] = []
  let end: RunEnd | null = null
  const running = new Set<Promise<unknown>>()
  const child: ChildProcess = fork(worker, [journal], { stdio: 'inherit' })
  child.on('message', (message: Asked | { end: RunEnd }) => {
    if ('end' in message) {
      end = message.end
      return
    }
    const counted = message.method === 'invoke' && isChange(message.given[0])
    const mine = counted && kill !== null && changes.length === kill.at
    if (counted) changes.push(message.given[0])
    const answer = session[message.method](...message.given).then(
      (result) => ({ id: message.id, result }),
      (error: unknown) => ({
        id: message.id,
        code: error instanceof SlipwayError ? error.explained.code : 'internal',
        message: String(error),
      }),
    )
    running.add(answer)
    if (mine && kill.when === 'during') child.kill('SIGKILL')
    void answer.then((told) => {
      running.delete(answer)
      if (mine) child.kill('SIGKILL')
      else if (child.connected) child.send(told)
    })
  })
  return new Promise((resolve) => child.once('exit', () => resolve({ end, changes, hostIsDone: Promise.all(running) })))
}

const isChange = (call: Call): boolean => !('run' in call) || !call.run.startsWith('Get-')
