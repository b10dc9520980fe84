import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '../support/door-test.ts'

/** A server of this machine that must never hear from the page. */
let server: Server
let address = ''
let heard = 0
test.beforeAll(async () => {
  server = createServer((_request, response) => {
    heard += 1
    response.setHeader('access-control-allow-origin', '*')
    response.end('hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
test.afterAll(() => void server.close())

test.describe('X1: the window keeps its page in', () => {
  test('runs every page isolated, sandboxed and without Node', async ({ page, electronApp }) => {
    await expect(page).toHaveURL(/^app:\/\/ui\//)
    const preferences = await electronApp?.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Not in Electron's typings, but the only way to read what a page really got.
      return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
    const globals = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    )
    expect(globals).toEqual([])
  })

  test('opens no new window', async ({ page, electronApp }) => {
    expect(await page.evaluate(() => [window.open('https://docs.docker.com/'), window.open('app://ui/')])).toEqual([
      null,
      null,
    ])
    expect(await electronApp?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  for (const target of ['https://docs.docker.com/', 'file:///etc/passwd', 'app://other/', 'data:text/html,hello']) {
    test(`navigates nowhere: ${target}`, async ({ page }) => {
      const before = page.url()
      await page.evaluate((url) => {
        window.location.href = url
      }, target)
      await page.evaluate((url) => {
        const link = document.createElement('a')
        link.href = url
        document.body.append(link)
        link.click()
      }, target)
      await page.waitForTimeout(300)
      expect(page.url()).toBe(before)
      expect(await page.evaluate(() => document.title)).toContain('Slipway')
    })
  }

  test('fetches nothing but its own files', async ({ page }) => {
    const refused = await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => `${url} answered`,
              () => 'refused',
            ),
          ),
        ),
      [address, 'file:///etc/passwd', 'https://docs.docker.com/', 'app://other/'],
    )
    expect(refused).toEqual(['refused', 'refused', 'refused', 'refused'])
    const image = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const element = new Image()
          element.onload = () => resolve('loaded')
          element.onerror = () => resolve('refused')
          element.src = url
        }),
      address,
    )
    expect(image).toBe('refused')
    const socket = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          try {
            const opened = new WebSocket(url.replace('http', 'ws'))
            opened.onopen = () => resolve('opened')
            opened.onerror = () => resolve('refused')
          } catch {
            resolve('refused')
          }
        }),
      address,
    )
    expect(socket).toBe('refused')
    expect(heard).toBe(0)
  })

  test('reads nothing outside its folder through app://', async ({ page }) => {
    const statuses = await page.evaluate(
      (paths) =>
        Promise.all(
          paths.map((path) =>
            fetch(path).then(
              (answer) => answer.status,
              () => 0,
            ),
          ),
        ),
      ['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/main/app.js', '/page-files/guess'],
    )
    expect(statuses).toEqual([404, 404, 404, 404])
  })

  test('runs no script but its own files', async ({ page }) => {
    const outcome = await page.evaluate(() => {
      const script = document.createElement('script')
      let text = 'set'
      try {
        script.text = 'window.injected = true'
      } catch {
        text = 'refused by Trusted Types'
      }
      document.head.append(script)
      let html = 'set'
      try {
        document.createElement('div').innerHTML = '<img src=x onerror="window.injected = true">'
      } catch {
        html = 'refused by Trusted Types'
      }
      return { text, html, ran: 'injected' in window }
    })
    expect(outcome).toEqual({ text: 'refused by Trusted Types', html: 'refused by Trusted Types', ran: false })
  })

  test('grants no permission but its clipboard', async ({ page }) => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'camera', 'microphone', 'notifications', 'midi']
      const found: Record<string, string> = {}
      for (const name of names) {
        found[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'refused',
        )
      }
      found.media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'refused',
      )
      found.notify = await Notification.requestPermission()
      return found
    })
    expect(Object.values(states).filter((state) => state === 'granted')).toEqual([])
    expect(states.media).toBe('refused')
    expect(states.notify).toBe('denied')
  })

  test('gives a foreign frame nothing to call', async ({ page, electronApp }) => {
    const frame = await page.evaluate(
      () =>
        new Promise<{ ports: number; globals: string[] }>((resolve) => {
          const element = document.createElement('iframe')
          document.body.append(element)
          const inside = element.contentWindow
          let ports = 0
          inside?.addEventListener('message', (event: MessageEvent) => {
            ports += event.ports.length
          })
          inside?.postMessage('slipway:ports:ready', '*')
          setTimeout(
            () =>
              resolve({
                ports,
                globals: ['require', 'ipcRenderer', 'electron'].filter((name) => inside && name in inside),
              }),
            500,
          )
        }),
    )
    expect(frame).toEqual({ ports: 0, globals: [] })
    // Electron itself listens for 'error'. There is no handler that a message could reach: main only ever hands out ports.
    const names = await electronApp?.evaluate(({ ipcMain }) =>
      ipcMain
        .eventNames()
        .map(String)
        .filter((name) => name !== 'error'),
    )
    expect(names).toEqual([])
    expect(await page.evaluate(() => 'loadURL' in document.createElement('webview'))).toBe(false)
  })

  test('frames no other site', async ({ page }) => {
    await page.evaluate((url) => {
      const element = document.createElement('iframe')
      element.src = url
      document.body.append(element)
    }, address)
    await page.waitForTimeout(500)
    expect(heard).toBe(0)
  })
})
