import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPracticeEngine, startPracticeEngine } from '../support/practice-engine.ts'
import { type RawHttp, rawHttp } from '../support/raw-http.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let practice: RunningPracticeEngine
beforeAll(async () => {
  practice = await startPracticeEngine()
})
afterAll(() => practice.stop())

async function ask(request: string, headers = '', body = ''): Promise<string> {
  const http = rawHttp(practice.socket)
  http.send(`${request} HTTP/1.1\r\nHost: d\r\nConnection: close\r\n${headers}\r\n${body}`)
  const answer = await http.ended()
  http.close()
  return answer
}

const post = (path: string, body: string, type = 'application/json') =>
  ask(`POST ${path}`, `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`, body)

const JSON_404 =
  /^HTTP\/1\.1 404 Not Found\r\n[\s\S]*Content-Type: application\/json\r\n[\s\S]*\r\n\r\n\{"message":"page not found"\}\n$/

/** A request and what the whole answer has to match. */
const rows: [request: string, answer: RegExp][] = [
  [
    'GET /_ping',
    /^HTTP\/1\.1 200 OK\r\n[\s\S]*Api-Version: 1\.51\r\n[\s\S]*Ostype: windows\r\n[\s\S]*Builder-Version: 1\r\n[\s\S]*\r\n\r\nOK$/,
  ],
  ['GET /v1.24/_ping', /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nOK$/],
  [
    'HEAD /_ping',
    /^HTTP\/1\.1 200 OK\r\n[\s\S]*Server: Docker\/28\.5\.2 \(windows\)\r\n[\s\S]*Content-Length: 0\r\n[\s\S]*\r\n\r\n$/,
  ],
  [
    'GET /v1.99/info',
    /^HTTP\/1\.1 400 [\s\S]*\{"message":"client version 1\.99 is too new\. Maximum supported API version is 1\.51"\}/,
  ],
  [
    'GET /v1.1/info',
    /^HTTP\/1\.1 400 [\s\S]*text\/plain[\s\S]*\r\n\r\nclient version 1\.1 is too old\. Minimum supported API version is 1\.24, please upgrade your client to a newer version\n$/,
  ],
  ['GET /nope', JSON_404],
  ['PUT /info', JSON_404],
  ['DELETE /v1.41/containers/json/more/than/that', JSON_404],
  ['PATCH /containers/json', JSON_404],
  ['GET /v1.41/containers/%zz/json', /^HTTP\/1\.1 404 [\s\S]*No such container: %zz/],
  ['GET /v1.41/containers/..%2f..%2fetc/json', /^HTTP\/1\.1 404 /],
  ['GET /v1.41/containers/json?filters={bad', /^HTTP\/1\.1 400 [\s\S]*invalid filter/],
  ['GET /v1.41/containers/json?filters=[]', /^HTTP\/1\.1 400 /],
  ['GET /v1.41/containers/json?filters={"name":5}', /^HTTP\/1\.1 400 /],
  ['GET /v1.41/containers/json?limit=x', /^HTTP\/1\.1 400 [\s\S]*strconv\.Atoi: parsing \\"x\\": invalid syntax/],
  ['GET /v1.41/events?since=0&until=1', /^HTTP\/1\.1 200 [\s\S]*Transfer-Encoding: chunked[\s\S]*\r\n\r\n0\r\n\r\n$/],
  ['GET /v1.41/events?since=2&until=1', /^HTTP\/1\.1 400 [\s\S]*cannot be after/],
  ['GET /v1.41/events?since=yesterday', /^HTTP\/1\.1 400 [\s\S]*failed to parse value/],
  ['POST /v1.41/containers/zz/start', /^HTTP\/1\.1 404 [\s\S]*\{"message":"No such container: zz"\}/],
  [
    'POST /v1.41/containers/zz/attach',
    /^HTTP\/1\.1 404 Not Found\r\n[\s\S]*Content-Type: application\/vnd\.docker\.raw-stream\r\n[\s\S]*\r\n\r\nNo such container: zz\r\n$/,
  ],
  ['POST /v1.41/exec/zz/start', /^HTTP\/1\.1 404 [\s\S]*No such exec instance: zz/],
  ['GET /v1.41/containers/zz/logs', /^HTTP\/1\.1 400 [\s\S]*Bad parameters: you must choose at least one stream/],
  ['POST /v1.41/containers/zz/wait?condition=never', /^HTTP\/1\.1 400 [\s\S]*invalid condition/],
  ['POST /v1.41/containers/create', /^HTTP\/1\.1 400 [\s\S]*config cannot be empty in order to create a container/],
]
for (const [request, answer] of rows) {
  test(`P1: ${request}`, async () => {
    expect(await ask(request)).toMatch(answer)
  })
}

test('P1: bodies that are no JSON objects, of another type, or with values of other types are refused with 400', async () => {
  for (const body of [
    '{',
    '[]',
    '"x"',
    '5',
    '{"Image":5}',
    '{"Cmd":[1]}',
    '{"HostConfig":{"Memory":"x"}}',
    '{"HostConfig":[]}',
  ]) {
    expect(await post('/containers/create', body), body).toMatch(/^HTTP\/1\.1 400 [\s\S]*"message"/)
  }
  expect(await post('/containers/create', '{"Image":"x"}', 'text/plain')).toMatch(/unsupported Content-Type header/)
})

test('P1: keys of a body are found in any case', async () => {
  const made = await post(
    '/containers/create?name=cased',
    JSON.stringify({ image: NANO, cmd: ['wait'], hostconfig: { isolation: 'hyperv' } }),
  )
  expect(made).toMatch(/^HTTP\/1\.1 201 /)
  const { stdout } = await practice.docker(['inspect', '-f', '{{.HostConfig.Isolation}} {{.Path}}', 'cased'])
  expect(stdout).toBe('hyperv wait\n')
})

test('P1: what is no HTTP is answered with 400, and the engine goes on', async () => {
  for (const bytes of [
    '\x16\x03\x01\x02\x00garbage\r\n\r\n',
    'GET\r\n\r\n',
    'POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n',
    'NOPE NOPE NOPE\r\n\r\n',
  ]) {
    const http = rawHttp(practice.socket)
    http.send(bytes)
    expect(await http.ended()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    http.close()
  }
  expect(await ask('GET /_ping')).toMatch(/OK$/)
})

test('P1: a head of 100 KB is taken, and one connection answers many requests', async () => {
  expect(await ask('GET /_ping', `X-Long: ${'x'.repeat(100_000)}\r\n`)).toMatch(/OK$/)
  const http = rawHttp(practice.socket)
  for (let count = 1; count <= 3; count += 1) {
    http.send('GET /v1.41/containers/zz/json HTTP/1.1\r\nHost: d\r\n\r\n')
    await http.until('No such container')
  }
  http.send('GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n')
  expect(await http.until('\r\n\r\nOK')).toContain('No such container')
  http.close()
})

async function started(name: string, tty: boolean, command: string[]): Promise<void> {
  const { code, stderr } = await practice.docker([
    'run',
    '-d',
    '-i',
    ...(tty ? ['-t'] : []),
    '--name',
    name,
    NANO,
    ...command,
  ])
  expect(stderr).toBe('')
  expect(code).toBe(0)
}

function attach(name: string, query: string, headers: string): RawHttp {
  const http = rawHttp(practice.socket)
  http.send(`POST /v1.51/containers/${name}/attach?${query} HTTP/1.1\r\nHost: d\r\n${headers}\r\n`)
  return http
}
const UPGRADE = 'Connection: Upgrade\r\nUpgrade: tcp\r\n'

test('K4: attach with an upgrade: 101, raw bytes with a terminal', async () => {
  await started('raw', true, ['cmd'])
  const http = attach('raw', 'logs=1&stream=1&stdin=1&stdout=1&stderr=1', UPGRADE)
  // A prompt has no line end: the log does not have it yet.
  await http.until('2700]\r\n')
  http.send('hostname\r')
  const seen = await http.until('hostname\r\n')
  expect(
    seen.startsWith(
      'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nMicrosoft',
    ),
  ).toBe(true)
  http.close()
})

test('K4: attach without an upgrade: 200 and the same bytes both ways', async () => {
  await started('plain', true, ['cmd'])
  const http = attach('plain', 'stream=1&stdin=1&stdout=1&stderr=1', '')
  await http.until('raw-stream\r\n\r\n')
  http.send('size\r')
  expect(await http.until('80x24')).toMatch(
    /^HTTP\/1\.1 200 OK\r\nContent-Type: application\/vnd\.docker\.raw-stream\r\n\r\nsize\r\n/,
  )
  http.close()
})

test('K4: without a terminal every part has a head of eight bytes, and the input may end alone', async () => {
  await started('parts', false, ['cmd'])
  const http = attach('parts', 'stream=1&stdin=1&stdout=1&stderr=1', UPGRADE)
  await http.until('multiplexed-stream')
  http.send('hostname\n')
  await http.until('C:\\>')
  http.socket.end('exit\n')
  const seen = await http.ended()
  const body = Buffer.from(seen.slice(seen.indexOf('\r\n\r\n') + 4), 'latin1')
  let at = 0
  while (at < body.length) {
    expect(body[at]).toBe(1)
    expect(body.subarray(at + 1, at + 4)).toEqual(Buffer.alloc(3))
    at += 8 + body.readUInt32BE(at + 4)
  }
  expect(at).toBe(body.length)
  expect(body.length).toBeGreaterThan(8)
  http.close()
})

test('K4: detach keys end the attach and leave the container running; other keys pass', async () => {
  const http = attach('raw', `stream=1&stdin=1&stdout=1&stderr=1&detachKeys=${encodeURIComponent('ctrl-x,x')}`, UPGRADE)
  await http.until('\r\n\r\n')
  http.send('\x18y\r')
  await http.until('\x18y')
  http.send('\x18x')
  await http.ended()
  http.close()
  expect((await practice.docker(['inspect', '-f', '{{.State.Status}}', 'raw'])).stdout).toBe('running\n')
  expect(await ask('POST /v1.41/containers/raw/attach?detachKeys=ctrl-')).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*Invalid detach keys/,
  )
})

test('K4: exec start with a body and an upgrade, with a chunked body, and without an upgrade', async () => {
  const body = '{"Detach":false,"Tty":true}'
  const forms: [headers: string, sent: string, head: string][] = [
    [`${UPGRADE}Content-Length: ${body.length}\r\n`, body, 'HTTP/1.1 101 UPGRADED'],
    [
      `${UPGRADE}Transfer-Encoding: chunked\r\n`,
      `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      'HTTP/1.1 101 UPGRADED',
    ],
    [`Content-Length: ${body.length}\r\n`, body, 'HTTP/1.1 200 OK'],
  ]
  for (const [headers, sent, head] of forms) {
    const made = await post(
      '/v1.41/containers/raw/exec',
      JSON.stringify({ Cmd: ['cmd'], Tty: true, AttachStdin: true, AttachStdout: true }),
    )
    const { Id } = JSON.parse(made.slice(made.indexOf('\r\n\r\n'))) as { Id: string }
    const http = rawHttp(practice.socket)
    http.send(
      `POST /v1.41/exec/${Id}/start HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n${headers}\r\n${sent}hostname\r`,
    )
    const seen = await http.until('hostname\r\n')
    expect(seen.startsWith(head)).toBe(true)
    http.send('exit\r')
    await http.ended()
    http.close()
    const after = await ask(`GET /v1.41/exec/${Id}/json`)
    expect(after).toContain('"Running":false,"ExitCode":0')
    expect(await post(`/v1.41/exec/${Id}/start`, body)).toMatch(/^HTTP\/1\.1 409 [\s\S]*has already run/)
  }
})

test('K4: a reader that does not read holds the program back, and gets every byte in the end', async () => {
  await started('flood', true, ['cmd'])
  const http = attach('flood', 'stream=1&stdin=1&stdout=1', UPGRADE)
  await http.until('\r\n\r\n')
  http.socket.pause()
  for (let count = 0; count < 8; count += 1) http.send('flood\r')
  await new Promise((done) => setTimeout(done, 300))
  http.socket.resume()
  http.send('size\r')
  const seen = await http.until('80x24')
  expect(seen.match(/x{1000000}/g)).toHaveLength(8)
  http.close()
})

test('P1: the fault of the next call is answered once, dropped connections come back', async () => {
  practice.faults.failNext = 'The RPC server is unavailable. (0x6ba)'
  expect(await ask('GET /info')).toMatch(
    /^HTTP\/1\.1 500 [\s\S]*\{"message":"The RPC server is unavailable\. \(0x6ba\)"\}/,
  )
  expect(await ask('GET /info')).toMatch(/^HTTP\/1\.1 200 /)
  practice.faults.dropConnections += 1
  expect(await ask('GET /info')).toBe(' ')
  expect(await ask('GET /info')).toMatch(/^HTTP\/1\.1 200 /)
})

test('P1: API ranges follow the engine: 20.10, 29.0 and 29.6', async () => {
  for (const [version, newest, oldest] of [
    ['20.10.24', '1.41', '1.24'],
    ['29.1.0', '1.52', '1.44'],
    ['29.7.2', '1.55', '1.40'],
  ]) {
    const other = await startPracticeEngine({ settings: { version } })
    const http = rawHttp(other.socket)
    http.send('GET /version HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n')
    expect(await http.ended()).toContain(`"ApiVersion":"${newest}","MinAPIVersion":"${oldest}"`)
    http.close()
    await other.stop()
  }
})
