import { BrowserWindow, dialog } from 'electron'
import { WEB_PREFERENCES } from './security.ts'
import { keepWindowState, readWindowState } from './window-state.ts'

export interface MainWindowOptions {
  preload: string
  address: string
  stateFolder: string
  icon: string
  devTools: boolean
  onGone(details: string): void
}

/** A page that dies more often than this within a minute is not loaded again by itself. */
const CRASHES_A_MINUTE = 3

/** The program's one window: shown when painted, its state kept, brought back after a crash of its page. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { maximized, ...bounds } = readWindowState(options.stateFolder)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Slipway',
    icon: options.icon,
    autoHideMenuBar: false,
    webPreferences: { ...WEB_PREFERENCES, preload: options.preload, devTools: options.devTools },
  })
  if (maximized) window.maximize()
  keepWindowState(window, options.stateFolder)
  window.once('ready-to-show', () => window.show())
  const crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    options.onGone(`${details.reason} (${details.exitCode})`)
    const now = Date.now()
    crashes.push(now)
    if (crashes.filter((at) => now - at < 60_000).length <= CRASHES_A_MINUTE) {
      setImmediate(() => !window.isDestroyed() && window.webContents.reload())
      return
    }
    void offerReload(window, 'The page stopped working several times in a row.')
  })
  window.on('unresponsive', () => void offerReload(window, 'The page does not respond.'))
  void window.loadURL(options.address)
  return window
}

async function offerReload(window: BrowserWindow, message: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail: 'Containers, tasks and terminals go on. Reloading shows them again.',
    buttons: ['Reload', 'Wait'],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0 && !window.isDestroyed()) {
    window.webContents.forcefullyCrashRenderer()
    window.webContents.reload()
  }
}
