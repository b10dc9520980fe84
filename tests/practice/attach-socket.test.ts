import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { waitFor } from '../support/wait-for.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let engine: WholeEngine
beforeAll(async () => {
  engine = await startWholeEngine()
  await engine.docker(['run', '-dit', '--name', 'shell', NANO, 'cmd'])
  await engine.docker(['run', '-di', '--name', 'plain', NANO, 'cmd', '/q'])
})
afterAll(() => engine.stop())

function attach(path: string) {
  const socket = new WebSocket(`ws+unix://${engine.socket}:${path}`)
  const seen = { text: '', binary: false, closed: false, status: 0, body: '' }
  socket.on('message', (data: Buffer, binary) => {
    seen.text += data.toString()
    seen.binary ||= binary
  })
  socket.on('close', () => {
    seen.closed = true
  })
  socket.on('unexpected-response', (_request, response) => {
    seen.status = response.statusCode ?? 0
    response.setEncoding('utf8').on('data', (text: string) => {
      seen.body += text
    })
  })
  socket.on('error', () => undefined)
  return { socket, seen, open: new Promise<void>((done) => socket.on('open', done)) }
}

test('K4: attach over a WebSocket: binary frames, keys, the console drawn at a resize, closed when the program ends', async () => {
  const { socket, seen, open } = attach('/v1.44/containers/shell/attach/ws?stream=1&stdin=1&stdout=1')
  await open
  await engine.docker(['exec', 'shell', 'cmd', '/c', 'rem'])
  socket.send('echo over a socket\r')
  await waitFor('the answer', () => seen.text.includes('over a socket\r\n\r\nC:\\>'))
  expect(seen.binary).toBe(true)
  socket.send('exit\r')
  await waitFor('the end', () => seen.closed)
  expect((await engine.docker(['inspect', '-f', '{{.State.Status}}', 'shell'])).stdout).toBe('exited\n')
})

test('K4: without a console output and errors come plain, and text frames before 1.28', async () => {
  const { socket, seen, open } = attach('/v1.27/containers/plain/attach/ws?stream=1&logs=1')
  await open
  socket.send('echo out& nosuch\n')
  await waitFor('both streams', () => seen.text.includes('out\r\n') && seen.text.includes('is not recognized'))
  expect(seen.binary).toBe(false)
  expect(seen.text.charCodeAt(0)).not.toBe(1)
  socket.close()
  await waitFor('the detachment', () => seen.closed)
  expect((await engine.docker(['inspect', '-f', '{{.State.Running}}', 'plain'])).stdout).toBe('true\n')
})

test('K4: what attach refuses is refused before the handshake; a call without one is a bad request', async () => {
  const { seen } = attach('/v1.44/containers/nosuch/attach/ws?stream=1')
  await waitFor('the refusal', () => seen.body !== '')
  expect([seen.status, seen.body]).toEqual([404, '{"message":"No such container: nosuch"}\n'])
  const { request } = await import('node:http')
  const status = await new Promise((done) => {
    request({ socketPath: engine.socket, path: '/v1.44/containers/plain/attach/ws?stream=1' }, (response) => {
      response.resume()
      done(response.statusCode)
    }).end()
  })
  expect(status).toBe(400)
})

test('K4: attached late, a console is drawn at its first size, and the log knows nothing of it', async () => {
  await engine.docker(['run', '-dit', '--name', 'late', NANO, 'cmd'])
  await waitFor('the banner', async () => (await engine.docker(['logs', 'late'])).stdout.includes('reserved.'))
  const { spawn } = await import('node-pty')
  const terminal = spawn('docker', ['-H', `unix://${engine.socket}`, 'attach', 'late'], { cols: 90, rows: 25 })
  let shown = ''
  terminal.onData((text) => {
    shown += text
  })
  await waitFor('banner and prompt', () => /Microsoft Windows \[Version[\s\S]*C:\\>/.test(shown))
  terminal.resize(70, 20)
  await new Promise((done) => setTimeout(done, 200))
  expect(shown.split('C:\\>').length).toBe(2)
  terminal.write('exit\r')
  await new Promise((done) => terminal.onExit(done))
  const log = (await engine.docker(['logs', 'late'])).stdout
  expect(log).toMatch(/reserved\.\r\n\r\nC:\\>exit\r\n$/)
  expect(log.match(/Microsoft Windows/g)).toHaveLength(1)
  await engine.docker(['rm', 'late'])
})
