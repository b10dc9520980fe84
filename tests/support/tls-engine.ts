import { test } from '@playwright/test'
import { type Certificates, makeCertificates } from './certificates.ts'
import { type Dockerd, startDockerd, whyNoDockerd } from './dockerd.ts'

/** A dockerd that asks for certificates, with one set of them, for the tests of a file; without dockerd they are skipped with the reason. */
export function tlsEngine(): { readonly url: string; readonly certificates: Certificates } {
  let certificates: Certificates
  let dockerd: Dockerd
  test.beforeAll(async () => {
    const why = whyNoDockerd()
    test.skip(why !== undefined, why ?? '')
    certificates = await makeCertificates()
    const { ca, server } = certificates
    dockerd = await startDockerd({
      network: 'none',
      tcp: { ca: ca.certPath, cert: server.certPath, key: server.keyPath },
    })
  })
  test.afterAll(async () => {
    await dockerd?.stop()
    certificates?.remove()
  })
  return {
    get url() {
      return dockerd.tcpUrl ?? ''
    },
    get certificates() {
      return certificates
    },
  }
}
