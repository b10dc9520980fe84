import { Agent, request } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPracticeEngine, startPracticeEngine } from '../support/practice-engine.ts'
import { rawHttp } from '../support/raw-http.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let practice: RunningPracticeEngine
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
beforeAll(async () => {
  practice = await startPracticeEngine()
  await practice.docker(['run', '-d', '--name', 'box', NANO, 'wait'])
})
afterAll(async () => {
  agent.destroy()
  await practice.stop()
})

/** The status of one request; its answer is read and thrown away. */
function status(method: string, path: string, body?: string | Uint8Array, type = 'application/json'): Promise<number> {
  return new Promise((done, fail) => {
    const sent = request(
      {
        socketPath: practice.socket,
        method,
        path,
        agent,
        headers: body === undefined ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => done(answer.statusCode ?? 0))
        answer.on('error', fail)
      },
    )
    sent.on('error', fail)
    sent.setTimeout(8000, () => sent.destroy(new Error(`no answer to ${method} ${path}`)))
    sent.end(body)
  })
}

const alive = async () => expect(await status('GET', '/_ping')).toBe(200)
const names = [
  'json',
  'start',
  'top',
  'logs',
  'stats',
  'rename',
  'resize',
  'exec',
  'archive',
  'update',
  'changes',
  'export',
  'kill',
]

test('P1: fuzz: 3,000 paths and queries: never a 5xx of its own, never silence', async () => {
  const part = fc.oneof(
    fc.constantFrom('containers', 'exec', 'box', ...names),
    fc.string({ maxLength: 20 }).map(encodeURIComponent),
    fc.constantFrom('..', '%2e%2e', '%00', '%ff', '*', '~'),
  )
  const query = fc.array(
    fc.tuple(
      fc.constantFrom('all', 'limit', 'filters', 'stdout', 'tail', 'since', 'h', 'w', 'path', 'name', 'signal', 'x'),
      fc.oneof(fc.string({ maxLength: 30 }), fc.json({ maxDepth: 2 })),
    ),
    { maxLength: 4 },
  )
  const wanted = fc.tuple(
    fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'PUT'),
    fc.array(part, { maxLength: 5 }),
    query,
  )
  await fc.assert(
    fc.asyncProperty(wanted, async ([method, parts, pairs]) => {
      const search = new URLSearchParams(pairs)
      search.set('stream', '0')
      search.set('one-shot', '1')
      search.set('until', '1')
      const path = `/${parts.join('/')}?${search}`
      // What waits for something to happen is no fault.
      if (/\/(wait|attach|events)\b/.test(path)) return
      const code = await status(method, path)
      // Refusals of Windows, which the engine itself answers with 500 and 501.
      const refusal = /\/(export|changes|update|top|ws|pause|init|join)\b/.test(path)
      expect(code < 500 || (refusal && code <= 501) || code === 503, `${method} ${path}: ${code}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
  await alive()
}, 120_000)

test('P1: fuzz: 3,000 bodies to create, exec and update: 4xx each, or what they ask for', async () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const keys = fc.constantFrom(
    'Image',
    'Cmd',
    'Env',
    'HostConfig',
    'Labels',
    'NetworkingConfig',
    'Tty',
    'Entrypoint',
    'Volumes',
    'ExposedPorts',
    'RestartPolicy',
    'cmd',
    '__proto__',
    'constructor',
  )
  const hostKeys = fc.constantFrom(
    'Binds',
    'Mounts',
    'PortBindings',
    'Memory',
    'NanoCpus',
    'Isolation',
    'LogConfig',
    'RestartPolicy',
    'Devices',
    'StorageOpt',
    'SecurityOpt',
    'NetworkMode',
    'ConsoleSize',
  )
  const body = fc.oneof(
    fc
      .dictionary(keys, value, { maxKeys: 6 })
      .map((object) => JSON.stringify({ Image: NANO, Cmd: ['echo'], ...object })),
    fc
      .dictionary(hostKeys, value, { maxKeys: 4 })
      .map((HostConfig) => JSON.stringify({ Image: NANO, Cmd: ['echo'], HostConfig })),
    fc.json(),
    fc.string(),
  )
  const path = fc.constantFrom('/containers/create', '/containers/box/exec', '/commit?container=nothere')
  await fc.assert(
    fc.asyncProperty(path, body, async (where, text) => {
      const code = await status('POST', where, text)
      expect(code === 201 || (code >= 400 && code < 500) || code === 501, `${where} ${text}: ${code}`).toBe(true)
    }),
    { numRuns: 3000 },
  )
  await alive()
  // Whatever was made by it can be listed, inspected, started and removed.
  expect((await practice.docker(['ps', '-a'])).code).toBe(0)
  const made = (await practice.docker(['ps', '-aq', '--filter', 'status=created'])).stdout.split('\n').filter(Boolean)
  for (const id of made.slice(0, 40)) {
    expect(await status('GET', `/containers/${id}/json?size=1`)).toBe(200)
    expect(await status('POST', `/containers/${id}/start`), id).toBeGreaterThan(0)
    expect(await status('DELETE', `/containers/${id}?force=1`), id).toBeLessThan(500)
  }
  await alive()
}, 120_000)

test('P1: fuzz: 2,000 archives, broken ones among them', async () => {
  const header = (name: string, size: string, type: string) => {
    const block = Buffer.alloc(512)
    block.write(name.slice(0, 99), 0)
    block.write('0000644\0', 100)
    block.write(size, 124)
    block.write('00000000000\0', 136)
    block.write('        ', 148)
    block.write(type, 156)
    block.write('ustar\0' + '00', 257)
    const sum = block.reduce((total, byte) => total + byte, 0)
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return block
  }
  const entry = fc
    .tuple(
      fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('../../x', 'C:\\Windows\\x', 'con', 'a:b', '/etc/x', 'x/../../y'),
      ),
      fc.constantFrom('00000000005\0', '77777777777\0', 'zzz', '-0000000001\0'),
      fc.constantFrom('0', '1', '2', '3', '5', 'x', 'g'),
    )
    .map(([name, size, type]) => Buffer.concat([header(name, size, type), Buffer.alloc(512)]))
  const archive = fc.oneof(
    fc.array(entry, { maxLength: 3 }).map((parts) => Buffer.concat([...parts, Buffer.alloc(1024)])),
    fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)),
  )
  await fc.assert(
    fc.asyncProperty(archive, async (bytes) => {
      const code = await status('PUT', '/containers/box/archive?path=C:/Users', bytes, 'application/x-tar')
      expect(code === 200 || (code >= 400 && code < 500), String(code)).toBe(true)
    }),
    { numRuns: 2000 },
  )
  await alive()
}, 120_000)

test('P1: fuzz: 2,000 connections of bytes that are no request, or end in the middle', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all).toString('latin1')),
    fc.constantFrom(
      'POST /containers/create HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"Image"',
      'POST /exec/x/start HTTP/1.1\r\nHost: d\r\nUpgrade: tcp\r\nConnection: Upgrade\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n',
      'POST /containers/box/exec HTTP/1.1\r\nHost: d\r\nUpgrade: tcp\r\nConnection: Upgrade\r\nContent-Length: 99\r\n\r\n{',
      'POST /containers/box/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: d\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n\x10\x11',
      'GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'GET /containers/box/logs?stdout=1&follow=1 HTTP/1.1\r\n',
      'GET  HTTP/1.1\r\n\r\n',
      'PUT /containers/box/archive?path=/ HTTP/1.1\r\nHost: d\r\nContent-Length: 5000\r\n\r\n',
    ),
  )
  const before = process.memoryUsage().heapUsed
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (text, half) => {
      const http = rawHttp(practice.socket)
      http.send(Buffer.from(text, 'latin1'))
      // An attach goes on while only the client's half is closed.
      if (half && !/attach/.test(text)) {
        http.socket.end()
        await http.ended()
        expect(http.seen()).not.toMatch(/^HTTP\/1\.1 5/)
      } else await new Promise((done) => http.socket.write('', done))
      http.close()
    }),
    { numRuns: 2000 },
  )
  await alive()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024)
}, 120_000)
