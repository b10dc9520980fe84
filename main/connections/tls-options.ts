import { readFile } from 'node:fs/promises'
import type { AgentOptions } from 'node:https'
import { isIP } from 'node:net'
import { isAbsolute } from 'node:path'
import { checkServerIdentity, type SecureContextOptions } from 'node:tls'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TlsSettings } from '../../preload/contract/machines.ts'
import type { Credentials } from './definition.ts'
import { expectCertificates, expectKey, expectPair, type Part } from './tls-files.ts'

/**
 * Node's TLS options of a connection. Each part is looked at first, because OpenSSL's own words name neither the file
 * nor the fault. Throws `tls-file-missing`, `tls-file-unreadable`, `tls-key-missing`, `tls-passphrase-…`.
 */
export async function tlsOptions(
  tls: TlsSettings,
  credentials: Credentials,
): Promise<AgentOptions & SecureContextOptions> {
  const { serverName } = tls
  return {
    ...(await authority(tls)),
    ...(await client(tls, credentials)),
    rejectUnauthorized: tls.verify,
    minVersion: 'TLSv1.2',
    // RFC 6066 §3 allows no IP address as a server name indication; the check itself takes one.
    ...(serverName && !isIP(serverName) ? { servername: serverName } : {}),
    ...(serverName ? { checkServerIdentity: (_, certificate) => checkServerIdentity(serverName, certificate) } : {}),
  }
}

async function authority({ ca, verify }: TlsSettings): Promise<SecureContextOptions> {
  // Unused when nothing is verified, as in the CLI.
  if (!ca || !verify) return {}
  const part = await read(ca, 'authority’s certificate')
  expectCertificates(part)
  return { ca: part.bytes }
}

async function client({ certificate, key }: TlsSettings, credentials: Credentials): Promise<SecureContextOptions> {
  if (!certificate && !key) return {}
  if (!certificate || !key)
    throw new SlipwayError({
      code: 'tls-file-missing',
      message: certificate ? 'The client key is missing.' : 'The client certificate is missing.',
      cause: 'A client certificate and its key are of use only together.',
      remedy: 'Give both (cert.pem and key.pem), or neither.',
    })
  const cert = await read(certificate, 'client certificate')
  const keyPart = await keyOf(key, credentials)
  const certificates = expectCertificates(cert)
  const opened = expectKey(keyPart, credentials.keyPassphrase)
  expectPair(certificates, opened)
  return { cert: cert.bytes, key: keyPart.bytes, passphrase: credentials.keyPassphrase ?? undefined }
}

async function keyOf(key: NonNullable<TlsSettings['key']>, credentials: Credentials): Promise<Part> {
  if (key.from === 'file') return read(key, 'client key')
  if (credentials.key) return { what: 'client key', bytes: Buffer.from(credentials.key), path: '' }
  throw new SlipwayError({
    code: 'tls-key-missing',
    message: 'The client key of this connection is not kept any more.',
    remedy: 'Edit the connection and give the key again.',
  })
}

async function read(from: NonNullable<TlsSettings['ca']>, what: Part['what']): Promise<Part> {
  if (from.from === 'text') return { what, bytes: Buffer.from(from.pem), path: '' }
  const { path } = from
  if (!isAbsolute(path))
    throw new SlipwayError({
      code: 'tls-file-missing',
      message: `The path of the ${what} is not whole: ${path}`,
      cause: 'A path is read as it stands: without the current folder, ~ or variables.',
      remedy: 'Write it from the root, for example C:\\Users\\NAME\\.docker\\ca.pem or /home/NAME/.docker/ca.pem.',
    })
  try {
    return { what, bytes: await readFile(path), path }
  } catch (error) {
    throw new SlipwayError(
      {
        code: 'tls-file-missing',
        message: `The ${what} cannot be read: ${path}`,
        cause: 'The file was moved or removed, or this account may not read it.',
        remedy: 'Correct the path, or give the file to this account.',
        detail: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    )
  }
}
