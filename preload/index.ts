import { ipcRenderer } from 'electron'
import { CONNECT_MESSAGE } from './transport.ts'

/**
 * Hands the page its two ports (calls and bytes) and nothing else: no API object, no globals.
 * Main sends them after each load of the page; the page may ask once more when it was not ready.
 */
const pageReady = new Promise<void>((resolve) => {
  window.addEventListener('message', (event) => {
    if (event.source === window && event.data === `${CONNECT_MESSAGE}:ready`) resolve()
  })
})

ipcRenderer.on(CONNECT_MESSAGE, (event) => {
  const { ports } = event
  void pageReady.then(() => window.postMessage(CONNECT_MESSAGE, window.location.origin, ports))
})
