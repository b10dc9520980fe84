import { execFile } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { environmentLines } from '../../preload/contract/command-line/environment-lines.ts'
import { makeCertificates } from '../support/certificates.ts'
import { dockerCli, whyNoDockerCli } from '../support/docker-cli.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const why = whyNoSharedEngine() ?? whyNoDockerCli()

describeWhere(!why, why ?? '', 'C5: a connection for the docker CLI', () => {
  const folder = temporaryFolder("swc it's, a folder-")
  afterAll(() => folder.remove())

  it('C5: the bash lines lead the docker CLI to the engine', async () => {
    const { url } = await sharedEngine()
    const { bash } = environmentLines({ url }, 'here')
    const script = [...bash, "docker version --format '{{.Server.Os}}'"].join('\n')
    const env = { ...process.env, DOCKER_CONTEXT: 'elsewhere', DOCKER_TLS_VERIFY: '1', DOCKER_CONFIG: folder.path }
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { env })
    expect(stdout).toBe('linux\n')
  })
  it('C5: the context works', async () => {
    const { url } = await sharedEngine()
    const { argv } = environmentLines({ url }, 'here').context
    const options = { config: folder.path }
    expect(await dockerCli(argv.slice(1), options)).toMatchObject({ code: 0 })
    const answer = await dockerCli(['--context', 'here', 'version', '--format', '{{.Server.Os}}'], options)
    expect(answer).toMatchObject({ code: 0, stdout: 'linux\n' })
  })
  it('C5: a TLS context takes its certificates from a folder with quote, comma and blank', async () => {
    const certificates = await makeCertificates()
    for (const name of ['ca.pem', 'cert.pem', 'key.pem']) {
      copyFileSync(join(certificates.clientFolder, name), join(folder.path, name))
    }
    certificates.remove()
    const endpoint = { url: 'tcp://server1:2376', tls: { certificateFolder: folder.path, verify: true } }
    const { argv } = environmentLines(endpoint, 'secure').context
    const options = { config: folder.path }
    expect(await dockerCli(argv.slice(1), options)).toMatchObject({ code: 0 })
    const [context] = JSON.parse((await dockerCli(['context', 'inspect', 'secure'], options)).stdout)
    expect(context.Endpoints.docker).toMatchObject({ Host: 'tcp://server1:2376', SkipTLSVerify: false })
    expect(context.TLSMaterial.docker.sort()).toEqual(['ca.pem', 'cert.pem', 'key.pem'])
  })
})
