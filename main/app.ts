import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, Notification, safeStorage, session, shell } from 'electron'
import { SlipwayError } from '../preload/contract/explained.ts'
import type { PageContext } from './api/context.ts'
import { createRouter } from './api/router.ts'
import { parseCommandLine, withoutChromiumSwitches } from './command-line/arguments.ts'
import { runCommand } from './command-line/run.ts'
import { ownProgram } from './own-program.ts'
import { createServices } from './services.ts'
import { endedNotice } from './tasks/ended-notice.ts'
import { version } from './version.ts'
import { openMainWindow } from './window/main-window.ts'
import { buildMenu } from './window/menu.ts'
import { MenuCommands } from './window/menu-commands.ts'
import { PAGE_ADDRESS, PAGE_ORIGIN } from './window/origin.ts'
import { connectPage } from './window/page-ports.ts'
import { registerPageScheme, servePages } from './window/protocol.ts'
import { blockNetwork, denyPermissions, mayOpenOutside, secureAllContents } from './window/security.ts'

const pages = join(__dirname, '../renderer')
/** In a checkout (not in an ASAR) the page may come from Vite's server, and has developer tools. */
const inCheckout = !__dirname.includes('app.asar')
const development = inCheckout ? (process.env.ELECTRON_RENDERER_URL ?? null) : null
const origin = development ? new URL(development).origin : PAGE_ORIGIN

/** The Electron door: composition root, lifecycle, single instance. */
async function openWindowDoor(run: string | null): Promise<void> {
  registerPageScheme()
  if (process.platform === 'win32') app.setAppUserModelId('dev.slipway.app')
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  let window: BrowserWindow | null = null
  let goOn: ((run: string) => void) | null = null
  app.on('second-instance', (_event, argv) => {
    // After a logon Windows may start it for several runs at once.
    const asked = parseCommandLine(withoutChromiumSwitches(argv.slice(1)), version)
    if (asked.kind === 'window' && asked.run !== null) goOn?.(asked.run)
    if (!window) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  secureAllContents(app, origin)
  await app.whenReady()
  const userData = app.getPath('userData')
  const services = await createServices({
    userData,
    version,
    safeStorage,
    elevates: true,
    comeBack: ({ id }) => [...ownProgram(), '--continue', id],
  })
  goOn = (id) => void services.setup.cameBack(id)
  denyPermissions(session.defaultSession, origin)
  blockNetwork(session.defaultSession, origin, development)
  servePages(session.defaultSession, pages, services.pageFiles)

  const commands = new MenuCommands()
  const context: PageContext = {
    door: 'window',
    allowsHostShell: true,
    allowsHostChanges: true,
    openLink: async (url) => {
      if (!mayOpenOutside(url)) {
        throw new SlipwayError({
          code: 'link-refused',
          message: 'Slipway does not open this address.',
          cause: 'Only https addresses of documentation sites are opened from the window.',
          remedy: 'Copy the address and open it in your browser if you trust it.',
          action: { kind: 'copy', label: 'Copy address', text: url },
        })
      }
      await shell.openExternal(url)
    },
    menuCommands: (signal) => commands.watch(signal),
  }
  const router = createRouter(services)

  const open = (page = '') => {
    const opened = openMainWindow({
      preload: join(__dirname, '../preload/index.js'),
      address: `${development ?? PAGE_ADDRESS}${page}`,
      stateFolder: userData,
      icon: findIcon(),
      devTools: inCheckout,
      onGone: (details) => services.log.warn(`The page is gone: ${details}`),
    })
    window = opened
    connectPage(opened.webContents, router, context, services.channels, origin)
    const zoom = () => opened.webContents.setZoomFactor(services.settings.get().zoom)
    opened.webContents.on('did-finish-load', zoom)
    const unwatch = services.settings.onChange(zoom)
    const visible = () => services.machines.setVisible(opened.isVisible() && !opened.isMinimized())
    for (const name of ['show', 'hide', 'minimize', 'restore'] as const) opened.on(name as 'show', visible)
    opened.on('closed', () => {
      unwatch()
      window = null
    })
  }
  Menu.setApplicationMenu(
    buildMenu(
      (command) => commands.send(command),
      () => window,
      inCheckout,
    ),
  )
  services.tasks.onEnded((task) => {
    if (window?.isFocused() || !services.settings.get().notifications || !Notification.isSupported()) return
    const notice = endedNotice(task)
    if (!notice) return
    const notification = new Notification(notice)
    notification.on('click', () => window?.show())
    notification.show()
  })
  // Windows started it for a run after the restart: that run is what the person sees.
  open(run !== null && services.setup.runs.get(run) ? `#/setup/run/${run}` : '')
  void services.setup.cameBack(run)
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  let closing = false
  app.on('will-quit', (event) => {
    if (closing) return
    event.preventDefault()
    closing = true
    // Not quit(): a second quit from here never ends in Electron 25.
    void services.close().finally(() => app.exit())
  })
}

function findIcon(): string {
  const packed = join(process.resourcesPath, 'icon.png')
  return existsSync(packed) ? packed : join(__dirname, '../../assets/icon.png')
}

const args = withoutChromiumSwitches(process.argv.slice(1))
// `electron CHECKOUT …`: the first word is the program's folder.
if (!app.isPackaged) args.shift()
const command = parseCommandLine(args, version)
if (command.kind === 'window') {
  openWindowDoor(command.run).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    app.exit(1)
  })
} else if (command.kind === 'text') {
  // Before Chromium looks for a display, which help and version do not need.
  writeSync(command.exitCode === 0 ? 1 : 2, command.text)
  process.exit(command.exitCode)
} else {
  // The packaged command: same program, no window (docs/decisions/command-launcher.md).
  app.dock?.hide()
  void app.whenReady().then(async () => app.exit(await runCommand(command, { version, pages })))
}
