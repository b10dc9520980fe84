import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPracticeEngine, startPracticeEngine } from '../support/practice-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
// Kept connections end with the engine.
let agent = new Agent({ keepAlive: true })
let practice: RunningPracticeEngine
beforeAll(async () => {
  practice = await startPracticeEngine()
})
afterAll(() => practice.stop())

function ask(method: string, path: string, body?: object): Promise<string> {
  return new Promise((done, fail) => {
    const text = body && JSON.stringify(body)
    const headers = text ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) } : {}
    const sent = request({ socketPath: practice.socket, method, path, headers, agent }, (answer) => {
      let seen = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        seen += part
      })
      answer.on('end', () => done(seen))
    })
    sent.on('error', fail)
    sent.end(text)
  })
}

test('K1: 1,000 containers: listed within a second, found by the beginning of their IDs, read again after a restart', async () => {
  for (let number = 0; number < 1000; number += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_none, index) =>
        ask('POST', `/containers/create?name=many${number + index}`, {
          Image: NANO,
          Cmd: ['wait'],
          Labels: { number: String(index) },
        }),
      ),
    )
  }
  const start = Date.now()
  const rows = JSON.parse(await ask('GET', '/containers/json?all=1')) as { Id: string }[]
  expect(Date.now() - start).toBeLessThan(1000)
  expect(rows).toHaveLength(1000)
  const last = rows.at(-1)?.Id ?? ''
  expect(await ask('GET', `/containers/${last.slice(0, 12)}/json`)).toContain(last)
  const again = Date.now()
  agent.destroy()
  practice = await practice.restart()
  agent = new Agent({ keepAlive: true })
  expect(Date.now() - again).toBeLessThan(8000)
  expect(JSON.parse(await ask('GET', '/containers/json?all=1'))).toHaveLength(1000)
  expect((await practice.docker(['container', 'prune', '-f'])).code).toBe(0)
}, 120_000)
