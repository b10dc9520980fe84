import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'

/** RFC 7914 §2; N = 2^17, r = 8 is OWASP's password storage advice (128 MiB of memory, about half a second). */
const cost = { N: 131_072, r: 8, p: 1 }
const memoryLimit = 256 * 1024 * 1024

const sealedSchema = z.object({
  version: z.literal(1),
  kind: z.literal('slipway-secrets'),
  salt: z.string(),
  cost: z.object({
    N: z.number().int().min(16_384).max(1_048_576),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
  }),
  /** Ids are no secrets: they tell, while locked, what is kept. */
  ids: z.array(z.string()),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
})
export type Sealed = z.infer<typeof sealedSchema>

/** A key made from a passphrase, held while the file is unlocked. */
export interface FileKey {
  key: Buffer
  salt: string
  cost: Sealed['cost']
}

export function parseSealed(text: string): Sealed {
  return sealedSchema.parse(JSON.parse(text))
}

/** Derives the key with scrypt; a new salt unless the file's own is given. */
export function deriveKey(passphrase: string, from?: Sealed): Promise<FileKey> {
  const salt = from?.salt ?? randomBytes(16).toString('base64')
  const used = from?.cost ?? cost
  return new Promise((done, fail) => {
    scrypt(
      passphrase.normalize('NFC'),
      Buffer.from(salt, 'base64'),
      32,
      { ...used, maxmem: memoryLimit },
      (error, key) => (error ? fail(error) : done({ key, salt, cost: used })),
    )
  })
}

/** AES-256-GCM with a fresh nonce each time; the header is authenticated with it. */
export function seal(entries: ReadonlyMap<string, string>, fileKey: FileKey): Sealed {
  const iv = randomBytes(12)
  const ids = [...entries.keys()].sort()
  const cipher = createCipheriv('aes-256-gcm', fileKey.key, iv)
  cipher.setAAD(header(fileKey.salt, fileKey.cost, ids))
  const data = Buffer.concat([cipher.update(JSON.stringify([...entries]), 'utf8'), cipher.final()])
  return {
    version: 1,
    kind: 'slipway-secrets',
    salt: fileKey.salt,
    cost: fileKey.cost,
    ids,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  }
}

/** Throws when the key is wrong or the file was changed. */
export function unseal(sealed: Sealed, { key }: FileKey): Map<string, string> {
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), { authTagLength: 16 })
  cipher.setAAD(header(sealed.salt, sealed.cost, sealed.ids))
  cipher.setAuthTag(Buffer.from(sealed.tag, 'base64'))
  const text = cipher.update(Buffer.from(sealed.data, 'base64'), undefined, 'utf8') + cipher.final('utf8')
  return new Map(z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(text)))
}

function header(salt: string, used: Sealed['cost'], ids: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['slipway-secrets', 1, salt, used.N, used.r, used.p, ids]))
}
