import { EventEmitter } from 'node:events'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PracticeImage } from '../state.ts'
import type { ContainerRecord } from './container-record.ts'
import type { ContainerRun } from './container-run.ts'
import { LogFile } from './log-file.ts'
import type { ContainerFiles } from './parts.ts'
import { RestartWait } from './restart-policy.ts'
import { Stdio } from './stdio.ts'

/** One container: what is kept of it, its streams, its log, its files, and its run while there is one. */
export class Container {
  readonly record: ContainerRecord
  /** The image it was made of, kept also when its tags are gone. */
  readonly image: PracticeImage
  readonly files: ContainerFiles
  readonly stdio = new Stdio()
  readonly log: LogFile
  /** Emits `exit`, `removed` and `started`. */
  readonly changes = new EventEmitter().setMaxListeners(0)
  run: ContainerRun | null = null
  /** Execs that run. */
  readonly execIds = new Set<string>()
  readonly restartWait = new RestartWait()
  readonly #folder: string

  constructor(record: ContainerRecord, image: PracticeImage, files: ContainerFiles, folder: string, now: () => number) {
    this.record = record
    this.image = image
    this.files = files
    this.#folder = folder
    this.log = new LogFile(join(folder, `${record.id}-json.log`), now)
  }

  get id(): string {
    return this.record.id
  }

  get running(): boolean {
    return this.record.status === 'running' || this.record.status === 'paused' || this.record.status === 'restarting'
  }

  /** Writes the record and the files to disk, whole or not at all. */
  save(): void {
    const path = join(this.#folder, 'container.json')
    const text = JSON.stringify(this.record)
    try {
      writeFileSync(`${path}.new`, text)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      mkdirSync(this.#folder, { recursive: true })
      writeFileSync(`${path}.new`, text)
    }
    renameSync(`${path}.new`, path)
    this.files.save()
  }

  /** Deletes what lies on disk. */
  erase(): void {
    this.log.remove()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** What events of a container carry: its labels, image and name. */
  attributes(more: Record<string, string> = {}): Record<string, string> {
    return { ...this.record.config.Labels, image: this.record.config.Image, name: this.record.name, ...more }
  }
}
