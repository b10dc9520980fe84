import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { SlipwayError } from '../../preload/contract/explained.ts'

/** One part of a TLS connection as it was given: which it is, its bytes, and where they lie ('' for pasted text). */
export interface Part {
  what: 'authority’s certificate' | 'client certificate' | 'client key'
  bytes: Buffer
  path: string
}

const bundle =
  'Take it apart: openssl pkcs12 -in FILE -nokeys -clcerts -out cert.pem, and with -nocerts -nodes -out key.pem.'

/**
 * Looks whether a part holds certificates. OpenSSL passes over an authority's file without any, and blames the engine's
 * certificate afterwards. Throws `tls-file-unreadable`.
 */
export function expectCertificates(part: Part): X509Certificate[] {
  const blocks = textOf(part).match(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END [A-Z0-9 ]+-----/g) ?? []
  if (blocks.length === 0) throw withoutCertificate(part)
  try {
    return blocks.map((block) => new X509Certificate(block))
  } catch (error) {
    throw unusable(part, 'A certificate in it is damaged.', 'Take the file anew from where it was made.', error)
  }
}

/** The client's key, opened. Throws `tls-file-unreadable`, `tls-passphrase-missing` or `tls-passphrase-wrong`. */
export function expectKey(part: Part, passphrase: string | null): KeyObject {
  const text = textOf(part)
  if (!/-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----/.test(text)) throw withoutKey(part, text)
  if (text.includes('BEGIN OPENSSH PRIVATE KEY'))
    throw unusable(part, 'It is a key for SSH.', 'Give the key that was made together with the client certificate.')
  const locked = /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text)
  try {
    return createPrivateKey({ key: text, ...(passphrase ? { passphrase } : {}) })
  } catch (error) {
    if (!locked) throw unusable(part, 'It is damaged.', 'Take the file anew from where it was made.', error)
    throw new SlipwayError(
      {
        code: passphrase ? 'tls-passphrase-wrong' : 'tls-passphrase-missing',
        message: passphrase ? 'The passphrase does not open the client key.' : 'The client key needs its passphrase.',
        cause: named(part, 'It is locked by a passphrase.'),
        remedy: 'Edit the connection and enter the passphrase of the key.',
      },
      { cause: error },
    )
  }
}

/** Throws `tls-file-unreadable` unless the key was made for the (first) certificate. */
export function expectPair([certificate]: readonly X509Certificate[], key: KeyObject): void {
  if (!certificate || certificate.checkPrivateKey(key)) return
  throw new SlipwayError({
    code: 'tls-file-unreadable',
    message: 'The client certificate and the client key do not belong together.',
    cause: `The key is another one than that of ${certificate.subject.replaceAll('\n', ', ')}.`,
    remedy: 'Give the two files that were made together (cert.pem and key.pem).',
  })
}

function textOf(part: Part): string {
  const { bytes } = part
  const [first, second] = bytes
  // PowerShell 5 writes so with > and Out-File.
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw unusable(
      part,
      'It is PEM text in UTF-16, which neither the docker CLI nor OpenSSL reads.',
      'Write it again in ASCII: (Get-Content FILE) | Set-Content -Encoding ascii FILE.',
    )
  return bytes.toString('latin1')
}

function withoutCertificate(part: Part): SlipwayError {
  const { bytes } = part
  const text = bytes.toString('latin1')
  if (text.trim() === '') return unusable(part, 'It is empty.', 'Give the file that was made for this engine.')
  if (text.includes('PRIVATE KEY-----'))
    return unusable(
      part,
      'It holds a private key, no certificate.',
      'The two were mixed up: give the certificate here.',
    )
  if (bytes[0] === 0x30)
    return isDer(bytes)
      ? unusable(part, 'It is DER, not PEM.', 'Turn it into PEM: openssl x509 -inform der -in FILE -out cert.pem.')
      : unusable(part, 'It is no PEM; perhaps a bundle (PFX, PKCS #12).', bundle)
  return unusable(part, 'It holds no certificate in PEM.', 'Give a file with -----BEGIN CERTIFICATE-----.')
}

function withoutKey(part: Part, text: string): SlipwayError {
  if (text.trim() === '') return unusable(part, 'It is empty.', 'Give the key that was made with the certificate.')
  if (text.includes('CERTIFICATE-----'))
    return unusable(part, 'It holds a certificate, no key.', 'The two were mixed up: give the private key here.')
  if (text.includes('PUBLIC KEY-----'))
    return unusable(part, 'It holds a public key.', 'Give the private key that was made with the certificate.')
  if (part.bytes[0] === 0x30) return unusable(part, 'It is no PEM; perhaps DER, or a bundle (PFX, PKCS #12).', bundle)
  return unusable(part, 'It holds no private key in PEM.', 'Give a file with -----BEGIN PRIVATE KEY-----.')
}

function isDer(bytes: Buffer): boolean {
  try {
    return new X509Certificate(bytes).raw.length > 0
  } catch {
    return false
  }
}

const named = ({ path }: Part, cause: string) => (path ? `${cause} The file: ${path}` : cause)

function unusable(part: Part, cause: string, remedy: string, error?: unknown): SlipwayError {
  return new SlipwayError(
    {
      code: 'tls-file-unreadable',
      message: `The ${part.what} cannot be used.`,
      cause: named(part, cause),
      remedy,
      detail: error instanceof Error ? error.message : '',
    },
    { cause: error },
  )
}
