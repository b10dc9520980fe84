import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call, onContainer } from './base.ts'

/** A path inside a container, absolute; Windows paths with either slash. */
const containerPath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'no NUL in a path')

export interface FileEntry {
  name: string
  kind: 'file' | 'folder' | 'link' | 'other'
  /** Bytes. */
  size: number
  /** ms since the epoch. */
  modified: number
  /** e.g. "rwxr-xr-x"; empty on Windows. */
  mode: string
  linkTarget: string | null
}

/** A folder arrives in parts, as the engine's archive of it streams in; the last part has `done`. */
export interface FolderPart {
  entries: FileEntry[]
  done: boolean
  /** Bytes of archive read so far. */
  read: number
}

export const files = {
  list: call.input(onContainer.extend({ path: containerPath })).output(eventIterator(type<FolderPart>())),
  /** Text of a small file (at most 1 MB, UTF-8 or UTF-16 with a byte-order mark). */
  readText: call
    .input(onContainer.extend({ path: containerPath }))
    .output(type<{ text: string; encoding: 'utf-8' | 'utf-16le'; byteOrderMark: boolean; modified: number }>()),
  /** Refused with `file-changed` when the file is not as it was read (`modified`). Mode and owner are kept. */
  writeText: call
    .input(
      onContainer.extend({
        path: containerPath,
        text: z.string().max(1_100_000),
        encoding: z.enum(['utf-8', 'utf-16le']),
        byteOrderMark: z.boolean(),
        modified: z.number().nullable(),
      }),
    )
    .output(type<{ modified: number }>()),
  /** One-time address of a download: a file as it is, a folder as a tar. A task shows its progress. */
  download: call.input(onContainer.extend({ path: containerPath })).output(type<{ address: string; task: string }>()),
  /** One-time address to which the page sends the file's bytes by POST; the name is cleaned on our side. */
  upload: call
    .input(
      onContainer.extend({
        folder: containerPath,
        name: z.string().min(1).max(255),
        size: z.number().int().min(0),
        modified: z.number().int().min(0),
        overwrite: z.boolean(),
      }),
    )
    .output(type<{ address: string; task: string }>()),
}
