import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { temporaryFolder } from './temporary-folder.ts'

/** One certificate with its key: PEM texts, and the paths of the files that hold them. */
export type CertificateFiles = { cert: string; key: string; certPath: string; keyPath: string }

/** Everything that TLS tests need, in one folder. */
export type Certificates = {
  folder: string
  /** Signed server, client, expiredClient, expiredServer and wrongNameServer. */
  ca: CertificateFiles
  /** For 127.0.0.1, ::1 and localhost. */
  server: CertificateFiles
  /** For the name other.example only. */
  wrongNameServer: CertificateFiles
  expiredServer: CertificateFiles
  client: CertificateFiles
  expiredClient: CertificateFiles
  /** A CA that nobody trusts, and a client of it. */
  otherCa: CertificateFiles
  otherClient: CertificateFiles
  /** A folder with ca.pem, cert.pem and key.pem, as DOCKER_CERT_PATH wants it. */
  clientFolder: string
  remove: () => void
}

type Signer = { certificate: X509Certificate; keys: webcrypto.CryptoKeyPair }
type Kind = 'server' | 'client'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000
const localNames = [
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
  { type: 'dns', value: 'localhost' },
] as const

/** Makes a CA with server and client certificates, and the wrong ones that tests need. */
export async function makeCertificates(): Promise<Certificates> {
  const { path: folder, remove } = temporaryFolder('swt-')
  const ca = await makeCa('slipway-test-ca')
  const otherCa = await makeCa('slipway-other-ca')
  const save = async (name: string, signer: Signer): Promise<CertificateFiles> => {
    const cert = signer.certificate.toString('pem')
    const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', signer.keys.privateKey), 'PRIVATE KEY')
    const certPath = join(folder, `${name}.pem`)
    const keyPath = join(folder, `${name}-key.pem`)
    writeFileSync(certPath, `${cert}\n`)
    writeFileSync(keyPath, `${key}\n`, { mode: 0o600 })
    return { cert, key, certPath, keyPath }
  }
  const caFiles = await save('ca', ca)
  const client = await save('client', await makeLeaf(ca, 'client', 'slipway-test-client'))
  const clientFolder = join(folder, 'docker')
  mkdirSync(clientFolder)
  writeFileSync(join(clientFolder, 'ca.pem'), caFiles.cert)
  writeFileSync(join(clientFolder, 'cert.pem'), client.cert)
  writeFileSync(join(clientFolder, 'key.pem'), client.key, { mode: 0o600 })
  return {
    folder,
    clientFolder,
    remove,
    ca: caFiles,
    client,
    server: await save('server', await makeLeaf(ca, 'server', 'localhost')),
    wrongNameServer: await save('wrong-name', await makeLeaf(ca, 'server', 'other.example', { otherName: true })),
    expiredServer: await save('expired-server', await makeLeaf(ca, 'server', 'localhost', { expired: true })),
    expiredClient: await save('expired-client', await makeLeaf(ca, 'client', 'expired-client', { expired: true })),
    otherCa: await save('other-ca', otherCa),
    otherClient: await save('other-client', await makeLeaf(otherCa, 'client', 'other-client')),
  }
}

async function makeCa(name: string): Promise<Signer> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + 365 * day),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  return { certificate, keys }
}

async function makeLeaf(
  ca: Signer,
  kind: Kind,
  name: string,
  { expired = false, otherName = false } = {},
): Promise<Signer> {
  const keys = await makeKeys()
  const usage = kind === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth
  const names = otherName ? [{ type: 'dns', value: name } as const] : [...localNames]
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: ca.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 20 * day),
    notAfter: new Date(Date.now() + (expired ? -day : 90 * day)),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([usage]),
      ...(kind === 'server' ? [new SubjectAlternativeNameExtension(names)] : []),
    ],
  })
  return { certificate, keys }
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>
}
