import type { App, Session, WebContents } from 'electron'
import { isOurPage } from './origin.ts'

/** Sites that a link in the program may open in the person's browser: documentation of the parts it is about. */
const LINK_HOSTS: readonly string[] = ['learn.microsoft.com', 'docs.docker.com', 'github.com', 'mcr.microsoft.com']

/** Switches of every window: a page is a sandboxed web page and nothing more. */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

/** The page never goes anywhere else, in no frame; reloading itself is allowed. */
function denyNavigation(contents: WebContents, origin: string): void {
  const deny = (event: { preventDefault(): void }, url: string) => {
    if (!isOurPage(url, origin)) event.preventDefault()
  }
  contents.on('will-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url, origin)) event.preventDefault()
  })
}

/** `window.open` and target=_blank open nothing. */
function denyNewWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function denyWebviews(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** No permission is granted but writing text to the clipboard, to our own page, on a gesture. */
export function denyPermissions(session: Session, origin: string): void {
  const allowed = (permission: string, url: string) =>
    (permission === 'clipboard-sanitized-write' || permission === 'clipboard-read') && isOurPage(url, origin)
  session.setPermissionRequestHandler((contents, permission, answer) => answer(allowed(permission, contents.getURL())))
  session.setPermissionCheckHandler((_contents, permission, from) => allowed(permission, from))
  session.setDevicePermissionHandler(() => false)
}

/** The page may ask for its own files only: nothing goes to a network, `file:` or another scheme. */
export function blockNetwork(session: Session, origin: string, development: string | null): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = isOurPage(details.url, origin) || details.url.startsWith('data:') || details.url.startsWith('blob:app')
    const tools = development !== null && /^(devtools|ws|http):/.test(details.url)
    answer({ cancel: !own && !tools })
  })
}

/** An https address of LINK_HOSTS, or of the local machine's own pages, may be opened outside. */
export function mayOpenOutside(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url)
    return protocol === 'https:' && LINK_HOSTS.includes(hostname)
  } catch {
    return false
  }
}

/** Puts every rule on all contents that are ever made, whoever makes them. */
export function secureAllContents(app: App, origin: string): void {
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents, origin)
    denyNewWindows(contents)
    denyWebviews(contents)
  })
}
