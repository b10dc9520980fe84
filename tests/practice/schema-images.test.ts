import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaFaults } from '../support/engine-schema.ts'
import { jsonAnswer } from './support/json-answer.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const engines = new Map<string, WholeEngine>()
beforeAll(async () => {
  engines.set('1.41', await startWholeEngine({ settings: { version: '20.10.24' } }))
  engines.set('1.55', await startWholeEngine({ settings: { version: '29.7.2' } }))
  for (const engine of engines.values()) {
    await engine.docker(['network', 'create', '-d', 'nat', '--label', 'a=b', 'front'])
    await engine.docker(['volume', 'create', '--label', 'a=b', 'data'])
    const run = [
      'run',
      '-d',
      '--name',
      'web',
      '--network',
      'front',
      '-v',
      'data:C:\\d',
      NANO,
      'ping',
      '-t',
      'localhost',
    ]
    await engine.docker(run)
  }
}, 60_000)
afterAll(async () => {
  for (const engine of engines.values()) await engine.stop()
})

/** Where a real 20.10 is not as described either: it adds one key, and the description has a type too many. */
const KNOWN = ['$.Containers[0].Mounts[0].Type: string instead of object', '$.BuilderSize: not described']

/** The description's name of an answer, and a request that gives it. */
const rows: [answer: string, request: string, sent?: string][] = [
  ['GET /images/json 200', 'GET /images/json?all=1&shared-size=1&digests=1'],
  ['GET /images/{name}/json 200', `GET /images/${NANO}/json`],
  ['GET /images/{name}/json 200', 'GET /images/a896e5590871/json'],
  ['GET /images/{name}/history 200', `GET /images/${NANO}/history`],
  ['GET /images/search 200', 'GET /images/search?term=nanoserver'],
  ['GET /distribution/{name}/json 200', `GET /distribution/${NANO}/json`],
  ['POST /auth 200', 'POST /auth', '{"username":"hholt","password":"practice"}'],
  ['GET /networks 200', 'GET /networks'],
  ['GET /networks/{id} 200', 'GET /networks/front'],
  ['POST /networks/create 201', 'POST /networks/create', '{"Name":"later","Driver":"nat"}'],
  ['POST /networks/prune 200', 'POST /networks/prune'],
  ['GET /volumes 200', 'GET /volumes'],
  ['GET /volumes/{name} 200', 'GET /volumes/data'],
  ['POST /volumes/create 201', 'POST /volumes/create', '{"Name":"later","Labels":{"a":"b"}}'],
  ['POST /volumes/prune 200', 'POST /volumes/prune'],
  ['GET /system/df 200', 'GET /system/df?verbose=1'],
  ['POST /build/prune 200', 'POST /build/prune'],
  ['DELETE /images/{name} 200', 'DELETE /images/microsoft/nanoserver:10.0.14393.206_de-de'],
  ['POST /images/prune 200', 'POST /images/prune'],
]

for (const version of ['1.41', '1.55'] as const) {
  for (const [answer, request, sent] of rows) {
    test(`P1: ${version}: ${request} fits the description`, async () => {
      const { socket } = engines.get(version) as WholeEngine
      const faults = schemaFaults(version, answer, await jsonAnswer(socket, request, sent))
      expect(faults.filter((fault) => !KNOWN.includes(fault))).toEqual([])
    })
  }
}

test('P1: what happens to images, networks and volumes is told', async () => {
  const engine = engines.get('1.55') as WholeEngine
  // What the rows above did is over.
  await new Promise((done) => setTimeout(done, 20))
  const since = String(Date.now() / 1000)
  await engine.docker(['tag', NANO, 'told:1'])
  await engine.docker(['rmi', 'told:1'])
  await engine.docker(['pull', '-q', 'hello-world'])
  await engine.docker(['volume', 'create', 'vtold'])
  await engine.docker(['volume', 'rm', 'vtold'])
  await engine.docker(['network', 'create', '-d', 'nat', 'ntold'])
  await engine.docker(['network', 'rm', 'ntold'])
  const until = String(Date.now() / 1000 + 1)
  const events = await engine.docker([
    'events',
    '--since',
    since,
    '--until',
    until,
    '--format',
    '{{.Type}} {{.Action}}',
  ])
  expect(events.stdout.trim().split('\n')).toEqual([
    'image tag',
    'image untag',
    'image pull',
    'volume create',
    'volume destroy',
    'network create',
    'network destroy',
  ])
})
