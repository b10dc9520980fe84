import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserWindow, type Rectangle, screen } from 'electron'
import { z } from 'zod'
import { replaceFile } from '../replace-file.ts'

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
})
type WindowState = z.infer<typeof stateSchema>

const FILE = 'window.json'
const DEFAULT = { width: 1280, height: 800 }

/** Bounds of the last time, if a display still shows enough of them to be grabbed. */
export function readWindowState(folder: string): Partial<WindowState> & { width: number; height: number } {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')))
    const visible = screen.getAllDisplays().some(({ workArea }) => overlap(workArea, state) >= 100 * 50)
    return visible ? state : { width: state.width, height: state.height, maximized: state.maximized }
  } catch {
    return DEFAULT
  }
}

/** Keeps the file true to the window, at most once in half a second and at close. */
export function keepWindowState(window: BrowserWindow, folder: string): void {
  let timer: NodeJS.Timeout | null = null
  const write = () => {
    timer = null
    if (window.isDestroyed()) return
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    replaceFile(join(folder, FILE), JSON.stringify(state)).catch(() => {})
  }
  const changed = () => {
    timer ??= setTimeout(write, 500)
  }
  window.on('resize', changed)
  window.on('move', changed)
  window.on('maximize', changed)
  window.on('unmaximize', changed)
  window.on('close', () => {
    if (timer) clearTimeout(timer)
    write()
  })
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
