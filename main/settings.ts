import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Settings, type SettingsChange, settingsSchema } from '../preload/contract/app.ts'
import { replaceFile } from './replace-file.ts'

/** Quick changes in a row (a dragged splitter) become one write; milliseconds. */
const writeDelay = 250

/** What is remembered between starts, as a file of the user's data folder. */
export interface SettingsStore {
  get(): Settings
  /** Takes the fields that are given; they reach the disk within 250 ms. */
  save(change: SettingsChange): void
  /** The settings now, then after each change, until `signal` aborts. A slow reader gets the newest only. */
  watch(signal?: AbortSignal): AsyncGenerator<Settings, void, void>
  /** Answers its own unsubscribe. */
  onChange(listener: (settings: Settings) => void): () => void
  /** Writes at once what is not written yet; for the end of the program. */
  flush(): Promise<void>
}

/**
 * Opens `settings.json`. A damaged field falls back to its default by itself; a file that is no JSON is kept as
 * `settings.json.bak`. A failed write goes to `onWriteError`; the settings stay in memory.
 */
export async function openSettings(folder: string, onWriteError: (error: unknown) => void): Promise<SettingsStore> {
  const path = join(folder, 'settings.json')
  let settings = await read(path)
  const listeners = new Set<(settings: Settings) => void>()
  let timer: NodeJS.Timeout | null = null
  let dirty = false
  let writing: Promise<void> = Promise.resolve()

  const write = () => {
    timer = null
    writing = writing.then(async () => {
      if (!dirty) return
      dirty = false
      await replaceFile(path, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 }).catch(onWriteError)
    })
    return writing
  }
  const onChange = (listener: (settings: Settings) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get: () => settings,
    save(change) {
      settings = settingsSchema.parse({ ...settings, ...change })
      dirty = true
      timer ??= setTimeout(write, writeDelay)
      for (const listener of listeners) listener(settings)
    },
    watch: (signal) => watchValue(() => settings, onChange, signal),
    onChange,
    flush() {
      if (timer) clearTimeout(timer)
      return write()
    },
  }
}

async function* watchValue(
  get: () => Settings,
  onChange: (listener: () => void) => () => void,
  signal?: AbortSignal,
): AsyncGenerator<Settings, void, void> {
  let wake: () => void = () => undefined
  let news = true
  const tell = () => {
    news = true
    wake()
  }
  const unsubscribe = onChange(tell)
  signal?.addEventListener('abort', tell)
  try {
    while (!signal?.aborted) {
      if (news) {
        news = false
        yield get()
      } else {
        await new Promise<void>((done) => {
          wake = done
        })
      }
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', tell)
  }
}

async function read(path: string): Promise<Settings> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return settingsSchema.parse({})
  }
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return salvage(value)
  } catch {
    // Kept below.
  }
  await copyFile(path, `${path}.bak`).catch(() => undefined)
  return settingsSchema.parse({})
}

/** Drops each field that does not parse, one level into nested objects too, and keeps the rest. */
function salvage(value: Record<string, unknown>): Settings {
  const kept: Record<string, unknown> = structuredClone(value)
  for (let round = 0; round < 100; round += 1) {
    const result = settingsSchema.safeParse(kept)
    if (result.success) return result.data
    for (const { path } of result.error.issues) drop(kept, path)
  }
  return settingsSchema.parse({})
}

function drop(value: Record<string, unknown>, path: readonly PropertyKey[]): void {
  let at: unknown = value
  for (const key of path.slice(0, -1)) at = isRecord(at) ? at[String(key)] : undefined
  const last = path.at(-1)
  // A place inside a list cannot be dropped alone: the whole field falls back.
  if (isRecord(at) && last !== undefined && !Array.isArray(at)) delete at[String(last)]
  else delete value[String(path[0])]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
