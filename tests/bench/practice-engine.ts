import { chmodSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { startProgram } from '../support/background-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { EngineGate } from './engine-gate.ts'

const IMAGE = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
/** Requests under way at a time while containers and images are made. */
const LANES = 8

export interface BenchEngine {
  /** Of the gate; open to the ordinary user that the window runs as. */
  socketPath: string
  gate: EngineGate
  /** A request to the engine itself, beside the gate; resolves with the answer's text, rejects from 400 on. */
  call(method: string, path: string, body?: object): Promise<string>
  /** Milliseconds until the engine's answers to these were received through the gate and read as JSON. */
  timeLists(paths: readonly string[]): Promise<number>
  stop(): Promise<void>
}

/**
 * The practice engine as a process of its own (`slipway practice`), with containers `web-00000` on, which were made in
 * another order than that of their names, and images `registry.example/team/app-0000:1.4.2` on.
 */
export async function startPracticeEngine(containers: number, images = 0): Promise<BenchEngine> {
  const folder = temporaryFolder('swbench-')
  // The window runs as an ordinary user.
  chmodSync(folder.path, 0o755)
  const own = join(folder.path, 'engine.sock')
  const program = startProgram(
    process.execPath,
    [
      ...[join(process.cwd(), 'out/main/cli.js'), 'practice', '--listen', `unix://${own}`],
      ...['--machine', 'server-2022-docker', '--state', join(folder.path, 'state')],
    ],
    join(folder.path, 'log'),
  )
  const agent = new Agent({ keepAlive: true, maxSockets: LANES })
  const gate = new EngineGate(own)
  const stop = async () => {
    agent.destroy()
    await gate.close()
    await program.stop()
    folder.remove()
  }
  const call = (method: string, path: string, body?: object) => ask(agent, own, method, path, body)
  try {
    await waitFor('the practice engine', () => program.log().includes(own))
    await makeContainers(call, containers)
    await makeImages(call, images)
    const socketPath = join(folder.path, 'gate.sock')
    await gate.open(socketPath)
    chmodSync(socketPath, 0o666)
    const through = new Agent({ keepAlive: false })
    const timeLists = async (paths: readonly string[]) => {
      const began = performance.now()
      const answers = await Promise.all(paths.map((path) => ask(through, socketPath, 'GET', path)))
      for (const answer of answers) JSON.parse(answer)
      return performance.now() - began
    }
    return { socketPath, gate, call, timeLists, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Call = BenchEngine['call']

async function makeContainers(call: Call, count: number): Promise<void> {
  await inLanes(count, async (turn) => {
    // 2003 is prime, so that each comes once.
    const at = (turn * 2003) % count
    await call('POST', `/containers/create?name=web-${String(at).padStart(5, '0')}`, {
      Image: IMAGE,
      Cmd: ['ping', '-t', 'localhost'],
      ExposedPorts: { '80/tcp': {} },
      Labels: {
        maintainer: 'team@registry.example',
        'org.opencontainers.image.version': '1.4.2',
        'org.opencontainers.image.source': 'https://registry.example/team/web',
        number: String(at),
      },
      HostConfig: { PortBindings: { '80/tcp': [{ HostPort: String(10_000 + at) }] } },
    })
  })
}

async function makeImages(call: Call, count: number): Promise<void> {
  if (count === 0) return
  const [from] = JSON.parse(await call('GET', '/containers/json?all=1&limit=1')) as { Id: string }[]
  await inLanes(count, async (turn) => {
    const name = `registry.example/team/app-${String((turn * 2003) % count).padStart(4, '0')}`
    await call('POST', `/commit?container=${from?.Id}&repo=${name}&tag=1.4.2`, {})
  })
}

async function inLanes(count: number, work: (turn: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

function ask(agent: Agent, socketPath: string, method: string, path: string, body?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json' } : {}
    request({ agent, socketPath, method, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        if ((answer.statusCode ?? 500) < 400) resolve(text)
        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`))
      })
    })
      .on('error', reject)
      .end(body && JSON.stringify(body))
  })
}
