import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserDoor, type ServeOptions, serve } from '../../main/serve.ts'
import { createServices, type Services } from '../../main/services.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface RunningDoor {
  services: Services
  door: BrowserDoor
  port: number
  /** A session made from a fresh token. */
  makeSession(): Promise<string>
  close(): Promise<void>
}

/** The browser door in this process, on a free port, with data of its own and a page that says "the page". */
export async function startDoor(options: Partial<ServeOptions> = {}): Promise<RunningDoor> {
  const folder = temporaryFolder('swd-')
  const pages = join(folder.path, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Slipway</title>the page')
  writeFileSync(join(folder.path, 'secret.json'), '{}')
  const services = await createServices({ userData: join(folder.path, 'data'), version: '0.0.0', practicePace: 0.05 })
  const door = await serve(services, {
    host: '127.0.0.1',
    port: 0,
    tls: null,
    pages,
    allowsHostShell: false,
    allowsHostChanges: false,
    ...options,
  })
  const makeSession = async () => {
    const token = new URL(door.makeAddress()).hash.slice('#token='.length)
    const response = await fetch(`${door.origin}/session`, {
      method: 'POST',
      headers: { origin: door.origin },
      body: JSON.stringify({ token }),
    })
    const { session } = (await response.json()) as { session: string }
    return session
  }
  return {
    services,
    door,
    port: Number(new URL(door.origin).port),
    makeSession,
    async close() {
      await door.close()
      await services.close()
      folder.remove()
    },
  }
}
