import { pause } from '../../pause.ts'
import { callEngine, inPath } from '../call.ts'
import type { EngineLink } from '../link.ts'
import { statPath } from './archive.ts'

/** What the engine still has in its buffers is written in this time, ms. */
const SETTLES_MS = 300
const ATTEMPTS = 4

/**
 * Takes away what the engine leaves of a file whose upload broke off: it unpacks as the bytes come, and the archive API
 * cannot delete. A process in the container can, where it runs Linux and has an rm; else the part stays. Never throws.
 */
export async function removeLeftover(link: EngineLink, container: string, path: string): Promise<void> {
  if (link.facts().os !== 'linux') return
  const { signal } = new AbortController()
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await statPath(link, container, path)) await removeFile(link, container, path)
      await pause(SETTLES_MS, signal)
    }
  } catch {
    // It does not run, or has no rm.
  }
}

async function removeFile(link: EngineLink, container: string, path: string): Promise<void> {
  const { Id } = await callEngine<{ Id: string }>(link, {
    method: 'POST',
    path: `/containers/${inPath(container)}/exec`,
    body: { Cmd: ['rm', '-f', '--', path], User: '0' },
  })
  await callEngine(link, { method: 'POST', path: `/exec/${inPath(Id)}/start`, body: { Detach: true } })
}
