import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ORPCError } from '@orpc/client'
import { expect } from 'vitest'
import type { ContractClient } from './contract-clients.ts'
import { waitFor } from './wait-for.ts'

const machine = 'practice'
const repository = 'mcr.microsoft.com/windows/servercore'

/** The practice host, whose registries need no network, with its engine up. */
async function practised(c: ContractClient): Promise<void> {
  await c.practice.choose({ preset: 'server-2022-docker' })
  await c.machines.open({ machine })
  await waitFor('the practice host', async () => {
    for await (const event of await c.machines.watch()) {
      return event.type === 'snapshot' && event.rows.find(({ id }) => id === machine)?.state.kind === 'connected'
    }
    return false
  })
}

async function all<T>(values: Promise<AsyncIterable<T>>): Promise<T[]> {
  const found: T[] = []
  for await (const value of await values) found.push(value)
  return found
}

/** I3: what the calls about registries answer. */
export const registryResults: Record<string, (c: ContractClient) => Promise<void>> = {
  'registries.search': async (c) => {
    await practised(c)
    expect(await c.registries.search({ machine, term: ' nginx ', official: true })).toMatchObject([
      { name: 'nginx', official: true, stars: expect.any(Number), description: 'Official build of Nginx.' },
    ])
  },
  'registries.catalogue': async (c) => {
    await practised(c)
    const pages = await all(c.registries.catalogue({ machine, registry: 'mcr.microsoft.com' }))
    expect(pages.at(-1)).toMatchObject({ last: true, cut: false })
    expect(pages.flatMap(({ names }) => names)).toContain('windows/nanoserver')
    await endsWithItsCaller(c)
    // A refusal in the middle of a subscription is the declared error as well.
    const refused = await all(c.registries.catalogue({ machine, registry: 'docker.io' })).catch((error) => error)
    expect(refused).toBeInstanceOf(ORPCError)
    expect(refused).toMatchObject({ defined: true, data: { code: 'catalogue-not-offered' } })
  },
  'registries.tags': async (c) => {
    await practised(c)
    const pages = await all(c.registries.tags({ machine, repository }))
    expect(pages.flatMap(({ names }) => names)).toContain('ltsc2022')
  },
  'registries.tagDetails': async (c) => {
    await practised(c)
    const details = await all(c.registries.tagDetails({ machine, repository, tags: ['ltsc2022', 'none'] }))
    expect(details.find(({ tag }) => tag === 'ltsc2022')).toMatchObject({
      platforms: [{ build: 20348 }],
      problem: null,
    })
    expect(details.find(({ tag }) => tag === 'none')).toMatchObject({ problem: { code: 'image-not-found' } })
  },
}

/** A page that gives up ends the question to the registry as well. */
async function endsWithItsCaller(c: ContractClient): Promise<void> {
  const server = createServer()
  const gone = new Promise<void>((done) => server.on('request', (_, response) => response.on('close', done)))
  const asked = new Promise<void>((done) => server.on('request', () => done()))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  try {
    const abort = new AbortController()
    const reading = all(
      c.registries.catalogue({ machine: 'environment', registry: `localhost:${port}` }, { signal: abort.signal }),
    ).catch(() => 'ended')
    await asked
    abort.abort()
    expect(await reading).toBe('ended')
    await gone
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}
