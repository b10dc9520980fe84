import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createServices } from '../../main/services.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const folders: TemporaryFolder[] = []

afterEach(() => {
  vi.unstubAllEnvs()
  for (const folder of folders.splice(0)) folder.remove()
})

/** Starts the services with these variables; the row of the machine that the CLI would use. */
async function started(env: Record<string, string>, prepare: (folder: string) => void = () => undefined) {
  const folder = temporaryFolder()
  folders.push(folder)
  mkdirSync(join(folder.path, 'docker'))
  prepare(folder.path)
  for (const name of ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH']) vi.stubEnv(name, '')
  for (const [name, value] of Object.entries({ DOCKER_CONFIG: join(folder.path, 'docker'), ...env }))
    vi.stubEnv(name, value)
  const services = await createServices({ userData: join(folder.path, 'data'), version: '0.0.0' })
  try {
    return services.machines.list.get(services.machines.cliDefault)
  } finally {
    await services.close()
  }
}

describe('C2: whatever the docker CLI’s settings say, the program starts and shows what is wrong', () => {
  it.each(['ftp://x', 'npipe://./pipe/x', 'tcp://:x', 'unix://', 'ssh://me:secret@h', '???'])(
    'C2: DOCKER_HOST=%s',
    async (host) => {
      const row = await started({ DOCKER_HOST: host })
      expect(row).toMatchObject({ source: 'environment', state: { kind: 'closed' } })
      expect(row?.problem?.code).toMatch(/^endpoint-/)
    },
  )

  it('C2: DOCKER_CONTEXT names a context that is not there', async () => {
    expect((await started({ DOCKER_CONTEXT: 'nowhere' }))?.problem?.code).toBe('context-missing')
  })

  it('C2: the current context is not there, or config.json is damaged', async () => {
    const config = (text: string) => (folder: string) => writeFileSync(join(folder, 'docker', 'config.json'), text)
    expect((await started({}, config('{"currentContext":"nowhere"}')))?.problem?.code).toBe('context-missing')
    expect(await started({}, config('{"currentContext":'))).toMatchObject({ id: 'local', problem: null })
  })

  it('C2: DOCKER_CERT_PATH leads nowhere', async () => {
    const row = await started({
      DOCKER_HOST: 'tcp://127.0.0.1:1',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: '/nowhere',
    })
    expect(row).toMatchObject({ encryption: 'verified', problem: null })
  })
})
