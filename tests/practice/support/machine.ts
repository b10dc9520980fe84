import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineContext, EngineEvent } from '../../../main/practice/engine/state.ts'

export interface TestMachine {
  readonly context: EngineContext
  readonly told: EngineEvent[]
  readonly free: { bytes: number }
  remove(): void
}

/** The surroundings of a practice engine, with a folder of its own; Server 2022 unless said. */
export function testMachine(build = 20348, revision = 2700, version = '20.10.24'): TestMachine {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-practice-'))
  const events = new EventEmitter()
  const told: EngineEvent[] = []
  const free = { bytes: 100e9 }
  let pid = 1000
  const context: EngineContext = {
    folder,
    events,
    host: {
      hostName: 'WIN-PRACTICE',
      build,
      revision,
      buildLabEx: `${build}.1.amd64fre.test`,
      operatingSystem: `Microsoft Windows Server (OS Build ${build}.${revision})`,
      client: false,
      cpus: 4,
      memory: 16e9,
      hypervisorPresent: () => true,
      online: () => true,
      freeSpace: () => free.bytes,
      now: () => Date.now(),
      processes: { nextPid: () => pid++, add: () => undefined, remove: () => undefined, list: () => [] },
    },
    settings: {
      version,
      dataRoot: 'C:\\ProgramData\\docker',
      isolation: 'default',
      natNetwork: true,
      dns: [],
      labels: [],
      insecureRegistries: [],
      debug: false,
    },
    faults: { dropConnections: 0, slowPull: 0, diskFull: false, failNext: null },
    tell(type, action, id, attributes = {}) {
      const event: EngineEvent = { type, action, id, attributes, at: Date.now() }
      told.push(event)
      events.emit('event', event)
    },
  }
  return { context, told, free, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
