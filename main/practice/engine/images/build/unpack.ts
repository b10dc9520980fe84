import { Readable } from 'node:stream'
import { readArchive, type TarEntry } from '../../file-tree-tar.ts'
import { unzipped } from '../unzip.ts'

type Put = { path: string; bytes: Uint8Array | null }

/** Unpacks what ADD was given as an archive of tar, plain or with gzip, into the folder `into`; the rest stays as it is. */
export async function unpacked(puts: readonly Put[], into: string): Promise<Put[]> {
  const all: Put[] = []
  for (const put of puts) {
    const entries = put.bytes && looksLikeArchive(put.bytes) ? await entriesOf(put.bytes) : null
    if (!entries) {
      all.push(put)
      continue
    }
    all.push({ path: into, bytes: null })
    for (const entry of entries) {
      const path = `${into}\\${entry.name.replaceAll('/', '\\')}`
      all.push({ path, bytes: entry.kind === 'file' ? entry.bytes : null })
    }
  }
  return all
}

/** gzip, or `ustar` where tar has it. */
function looksLikeArchive(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true
  return Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar'
}

async function entriesOf(bytes: Uint8Array): Promise<TarEntry[] | null> {
  try {
    const entries = await readArchive(await unzipped(Readable.from([Buffer.from(bytes)])))
    return entries.length > 0 ? entries : null
  } catch {
    // A packed file that is no archive is copied as it is.
    return null
  }
}
