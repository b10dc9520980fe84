import { readFile } from 'node:fs/promises'
import type { AgentOptions } from 'node:https'
import { isIP } from 'node:net'
import { checkServerIdentity, type SecureContextOptions } from 'node:tls'
import { SlipwayError } from '../../preload/contract/explained.ts'
import type { TlsSettings } from '../../preload/contract/machines.ts'
import type { Credentials } from './definition.ts'

/** Node's TLS options of a connection. Throws `tls-file-missing` with the path that cannot be read. */
export async function tlsOptions(
  tls: TlsSettings,
  credentials: Credentials,
): Promise<AgentOptions & SecureContextOptions> {
  const { serverName } = tls
  return {
    ca: tls.ca ? await pem(tls.ca, 'authority’s certificate') : undefined,
    cert: tls.certificate ? await pem(tls.certificate, 'client certificate') : undefined,
    key: await keyOf(tls, credentials),
    passphrase: credentials.keyPassphrase ?? undefined,
    rejectUnauthorized: tls.verify,
    minVersion: 'TLSv1.2',
    // RFC 6066 §3 allows no IP address as a server name indication; the check itself takes one.
    ...(serverName && !isIP(serverName) ? { servername: serverName } : {}),
    ...(serverName ? { checkServerIdentity: (_, certificate) => checkServerIdentity(serverName, certificate) } : {}),
  }
}

async function keyOf({ key }: TlsSettings, credentials: Credentials): Promise<string | Buffer | undefined> {
  if (!key) return undefined
  if (key.from === 'file') return readPem(key.path, 'client key')
  if (credentials.key) return credentials.key
  throw new SlipwayError({
    code: 'tls-key-missing',
    message: 'The client key of this connection is not kept any more.',
    remedy: 'Edit the connection and give the key again.',
  })
}

function pem(part: NonNullable<TlsSettings['ca']>, what: string): Promise<string | Buffer> {
  return part.from === 'text' ? Promise.resolve(part.pem) : readPem(part.path, what)
}

async function readPem(path: string, what: string): Promise<Buffer> {
  try {
    return await readFile(path)
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
