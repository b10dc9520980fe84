import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepRunning } from './background-program.ts'
import { startDockerd, whyNoDockerd } from './dockerd.ts'
import { removeDockerd } from './dockerd-remains.ts'
import { ordinaryUser } from './ordinary-user.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { waitFor } from './wait-for.ts'

/** Where the processes of one test run meet: set by the runner's global set-up. */
const variable = 'SLIPWAY_TEST_ENGINE'

/** The engine that all tests of a run share. Name and label what you make, and remove it. */
export type SharedEngine = { socketPath: string; url: string }
type Ready = SharedEngine & { folder: string; pid: number }

/** Why tests cannot have the shared engine here, or undefined when they can. */
export function whyNoSharedEngine(): string | undefined {
  if (!process.env[variable]) return 'the shared engine is set up for the projects engine, door and the e2e specs only'
  return whyNoDockerd()
}

/** The shared engine with IMAGES loaded; the first caller of a run starts it. */
export async function sharedEngine(): Promise<SharedEngine> {
  const why = whyNoSharedEngine()
  const meeting = process.env[variable]
  if (why || !meeting) throw new Error(why)
  const ready = join(meeting, 'ready.json')
  if (claim(join(meeting, 'claimed'))) await startShared(meeting, ready)
  const { socketPath, url } = await waitFor('the shared engine', () => readReady(meeting), 100)
  return { socketPath, url }
}

/** Prepares for a lazily started shared engine; returns what ends it. For the runners' global set-up. */
export function prepareSharedEngine(): () => Promise<void> {
  if (process.env[variable]) return async () => undefined
  const meeting = temporaryFolder('swe-')
  process.env[variable] = meeting.path
  return async () => {
    const engine = existsSync(join(meeting.path, 'ready.json')) ? readReady(meeting.path) : undefined
    if (engine) await removeDockerd(engine.folder, engine.socketPath, engine.pid)
    delete process.env[variable]
    meeting.remove()
  }
}

/** Making a folder is atomic: exactly one process gets it. */
function claim(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false
  }
}

async function startShared(meeting: string, ready: string): Promise<void> {
  try {
    const engine = await startDockerd({ images: true, group: ordinaryUser()?.gid })
    keepRunning(engine.pid())
    const found: Ready = { socketPath: engine.socketPath, url: engine.url, folder: engine.folder, pid: engine.pid() }
    writeFileSync(ready, JSON.stringify(found))
  } catch (error) {
    writeFileSync(join(meeting, 'failed'), error instanceof Error ? error.message : String(error))
    throw error
  }
}

function readReady(meeting: string): Ready | undefined {
  const failed = join(meeting, 'failed')
  if (existsSync(failed)) throw new Error(`The shared engine did not start: ${readFileSync(failed, 'utf8')}`)
  try {
    return JSON.parse(readFileSync(join(meeting, 'ready.json'), 'utf8'))
  } catch {
    return undefined
  }
}
