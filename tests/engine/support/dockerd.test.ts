import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Certificates, makeCertificates } from '../../support/certificates.ts'
import { dockerCli } from '../../support/docker-cli.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from '../../support/dockerd.ts'
import { IMAGES } from '../../support/images.ts'
import { sharedEngine, whyNoSharedEngine } from '../../support/shared-engine.ts'
import { describeWhere } from '../../support/where.ts'

const why = whyNoDockerd()
describeWhere(!why, why ?? '', 'the tests’ own dockerd', () => {
  let certificates: Certificates
  let engine: Dockerd
  beforeAll(async () => {
    certificates = await makeCertificates()
    const { ca, server } = certificates
    engine = await startDockerd({ tcp: { ca: ca.certPath, cert: server.certPath, key: server.keyPath }, images: true })
  })
  afterAll(async () => {
    await engine?.stop()
    certificates?.remove()
  })

  it('runs a container with a network and a published port', async () => {
    const run = await dockerCli(
      ['run', '--rm', '-p', '127.0.0.1::80', IMAGES.busybox, 'sh', '-c', 'ip addr show eth0'],
      { host: engine.url },
    )
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('inet 10.') })
  })

  it('has an image with bash and one without a shell', async () => {
    const bash = await dockerCli(['run', '--rm', IMAGES.bash, 'bash', '-c', 'echo $BASH'], { host: engine.url })
    expect(bash.stdout).toBe('/bin/bash\n')
    const none = await dockerCli(['run', '--rm', IMAGES.noShell, 'sh'], { host: engine.url })
    expect(none.code).toBe(127)
  })

  it('takes the right client certificate only', async () => {
    const host = engine.tcpUrl ?? ''
    const { client, ca, otherClient, otherCa, expiredClient } = certificates
    const info = (caPath: string, cert: string, key: string) =>
      dockerCli(['--tlsverify', `--tlscacert=${caPath}`, `--tlscert=${cert}`, `--tlskey=${key}`, 'version'], { host })
    expect((await info(ca.certPath, client.certPath, client.keyPath)).code).toBe(0)
    expect((await info(ca.certPath, otherClient.certPath, otherClient.keyPath)).code).not.toBe(0)
    expect((await info(ca.certPath, expiredClient.certPath, expiredClient.keyPath)).code).not.toBe(0)
    expect((await info(otherCa.certPath, client.certPath, client.keyPath)).stderr).toContain('certificate')
  })

  it('is killed and started again on the same data', async () => {
    await dockerCli(['run', '-d', '--name', 'kept', IMAGES.noShell], { host: engine.url })
    await engine.kill()
    expect((await dockerCli(['ps'], { host: engine.url })).code).not.toBe(0)
    await engine.restart()
    const list = await dockerCli(['ps', '-a', '--format', '{{.Names}}'], { host: engine.url })
    expect(list.stdout).toBe('kept\n')
    await dockerCli(['start', 'kept'], { host: engine.url })
    const { stdout } = await dockerCli(['ps', '--format', '{{.Names}}'], { host: engine.url })
    expect(stdout).toBe('kept\n')
  })
})

const whyNotShared = whyNoSharedEngine()
describeWhere(!whyNotShared, whyNotShared ?? '', 'the shared engine', () => {
  it('is one for all callers, with the test images', async () => {
    const [first, second] = await Promise.all([sharedEngine(), sharedEngine()])
    expect(first).toEqual(second)
    const images = await dockerCli(['images', '--format', '{{.Repository}}:{{.Tag}}'], { host: first.url })
    expect(images.stdout.trim().split('\n').sort()).toEqual(expect.arrayContaining(Object.values(IMAGES).sort()))
  })
})
