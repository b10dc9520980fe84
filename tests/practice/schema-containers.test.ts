import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaFaults } from '../support/engine-schema.ts'
import { type RunningPracticeEngine, startPracticeEngine } from '../support/practice-engine.ts'
import { waitFor } from '../support/wait-for.ts'
import { jsonAnswer } from './support/json-answer.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const engines = new Map<string, RunningPracticeEngine>()
beforeAll(async () => {
  engines.set('1.41', await startPracticeEngine({ settings: { version: '20.10.24' } }))
  engines.set('1.55', await startPracticeEngine({ settings: { version: '29.7.2' } }))
  for (const engine of engines.values()) {
    await engine.docker(['run', '-dit', '--name', 'one', '-p', '80:80', '--label', 'a=b', '-e', 'A=1', NANO, 'cmd'])
    await engine.docker(['create', '--name', 'two', '--isolation', 'hyperv', '--restart', 'on-failure:3', NANO])
    const check = ['--health-cmd', 'exit 0', '--health-interval', '100ms', '--stop-signal', 'SIGTERM']
    await engine.docker(['run', '-dit', '--name', 'checked', ...check, NANO, 'cmd'])
    await waitFor('the health check', async () => (await engine.docker(['ps', '-qf', 'health=healthy'])).stdout !== '')
    await engine.docker(['run', '--name', 'three', NANO, 'cmd', '/c', 'exit', '2'])
  }
}, 60_000)
afterAll(async () => {
  for (const engine of engines.values()) await engine.stop()
})

/** Where the real engine on Windows is not as described: no cgroups, and no exit code before there is one. */
const KNOWN = ['$.CgroupDriver: "" is none of cgroupfs,systemd,none', '$.ExitCode: null']
const unknownFaults = (...args: Parameters<typeof schemaFaults>) =>
  schemaFaults(...args).filter((fault) => !KNOWN.includes(fault))

/** The description's name of an answer, and a request that gives it. */
const rows: [answer: string, request: string, sent?: string][] = [
  ['GET /version 200', 'GET /version'],
  ['GET /info 200', 'GET /info'],
  ['GET /events 200', 'GET /events?since=0&until=1&x='],
  ['GET /containers/json 200', 'GET /containers/json?all=1&size=1'],
  ['GET /containers/{id}/json 200', 'GET /containers/one/json?size=1'],
  ['GET /containers/{id}/json 200', 'GET /containers/two/json'],
  ['GET /containers/{id}/json 200', 'GET /containers/checked/json'],
  ['GET /containers/{id}/json 200', 'GET /containers/three/json'],
  ['GET /containers/{id}/top 200', 'GET /containers/one/top'],
  ['GET /containers/{id}/stats 200', 'GET /containers/one/stats?stream=0&one-shot=1'],
  ['GET /containers/{id}/changes 200', 'GET /containers/three/changes'],
  ['POST /containers/create 201', 'POST /containers/create?name=four', JSON.stringify({ Image: NANO })],
  ['POST /containers/{id}/wait 200', 'POST /containers/three/wait'],
  ['POST /containers/{id}/update 200', 'POST /containers/three/update', '{"RestartPolicy":{"Name":"no"}}'],
  ['POST /containers/{id}/exec 201', 'POST /containers/one/exec', '{"Cmd":["cmd"],"Tty":true,"AttachStdin":true}'],
  ['POST /containers/prune 200', 'POST /containers/prune'],
]

for (const version of ['1.41', '1.55'] as const) {
  for (const [answer, request, sent] of rows) {
    test(`P1: ${version}: ${request} fits the description`, async () => {
      const { socket } = engines.get(version) as RunningPracticeEngine
      let asked = request
      if (answer === 'GET /events 200') asked = `GET /events?since=0&until=${Math.floor(Date.now() / 1000) + 1}`
      expect(
        unknownFaults(version, answer, await jsonAnswer(socket, asked.replace(' ', ` /v${version}`), sent)),
      ).toEqual([])
    })
  }

  test(`P1: ${version}: an exec fits the description`, async () => {
    const { socket } = engines.get(version) as RunningPracticeEngine
    const made = await jsonAnswer(socket, `POST /v${version}/containers/one/exec`, '{"Cmd":["cmd","/c","x"]}')
    const { Id } = made as { Id: string }
    expect(
      unknownFaults(version, 'GET /exec/{id}/json 200', await jsonAnswer(socket, `GET /v${version}/exec/${Id}/json`)),
    ).toEqual([])
  })
}
