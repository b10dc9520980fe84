import { SlipwayError } from '../../../preload/contract/explained.ts'
import { fromTable } from '../../explain/explain.ts'
import type { PageFiles } from '../../page-files.ts'
import type { TaskRegistry } from '../../tasks/task-registry.ts'
import type { EngineLink } from '../link.ts'
import { refuseOnWindows } from '../windows-refusals.ts'
import { statPath } from './archive.ts'
import { cleanName } from './clean-name.ts'
import { normalPath } from './container-path.ts'
import { containerDownload } from './download.ts'
import { FolderCache } from './folder-cache.ts'
import { listFolder } from './list-folder.ts'
import { readTextFile, type TextFile, writeTextFile } from './text-file.ts'
import { Transfer } from './transfer.ts'
import { checkUpload, containerUpload, type UploadOptions } from './upload.ts'

interface Services {
  pageFiles: PageFiles
  tasks: Pick<TaskRegistry, 'run'>
}

/** K4: files of containers through the engine's archive calls. */
export class ContainerFiles {
  readonly #pageFiles: PageFiles
  readonly #tasks: Services['tasks']
  readonly #cache = new FolderCache()

  constructor({ pageFiles, tasks }: Services) {
    this.#pageFiles = pageFiles
    this.#tasks = tasks
  }

  list(link: EngineLink, container: string, path: string, signal?: AbortSignal) {
    return listFolder(link, container, path, this.#cache, signal)
  }

  readText(link: EngineLink, container: string, path: string, signal?: AbortSignal): Promise<TextFile> {
    return readTextFile(link, container, path, signal)
  }

  async writeText(
    link: EngineLink,
    container: string,
    path: string,
    file: Parameters<typeof writeTextFile>[3],
    signal?: AbortSignal,
  ): Promise<{ modified: number }> {
    try {
      return await writeTextFile(link, container, path, file, signal)
    } finally {
      this.#cache.forget(`${link.machine}/${container}`)
    }
  }

  /** Offers a download and shows it as a task. */
  async download(
    link: EngineLink,
    container: string,
    path: string,
    signal?: AbortSignal,
  ): Promise<{ address: string; task: string }> {
    await refuseOnWindows(link, container, 'files', signal)
    let real = normalPath(path, link.facts().os)
    let stat = await statPath(link, container, real, signal)
    if (stat?.kind === 'link') {
      real = stat.linkTarget
      stat = await statPath(link, container, real, signal)
    }
    if (!stat) throw new SlipwayError(fromTable('path-not-found', path, { machine: link.machine, container }))
    if (stat.kind !== 'file' && stat.kind !== 'folder') {
      throw new SlipwayError({
        code: 'not-a-file',
        message: `${path} is neither a file nor a folder.`,
        remedy: 'Devices, pipes and sockets cannot be downloaded.',
      })
    }
    const transfer = new Transfer()
    const file = containerDownload(link, container, real, stat, transfer)
    const task = this.#task('download', `Download ${file.name}`, link, file.size, transfer)
    return { address: this.#pageFiles.offerDownload(file), task }
  }

  /** Offers an upload and shows it as a task. */
  async upload(
    link: EngineLink,
    container: string,
    options: UploadOptions,
    signal?: AbortSignal,
  ): Promise<{ address: string; task: string }> {
    await checkUpload(link, container, options, signal)
    const transfer = new Transfer()
    const upload = containerUpload(link, container, options, transfer, () =>
      this.#cache.forget(`${link.machine}/${container}`),
    )
    const task = this.#task('upload', `Upload ${cleanName(options.name)}`, link, options.size, transfer)
    return { address: this.#pageFiles.offerUpload(upload), task }
  }

  #task(kind: 'download' | 'upload', title: string, link: EngineLink, size: number | null, transfer: Transfer): string {
    const { id } = this.#tasks.run({ kind, title, machine: link.machine, cancellable: true }, async (handle) => {
      let done = 0
      transfer.onBytes = (count) => {
        done += count
        handle.progress({ done, total: size ?? 0, unit: 'bytes' })
      }
      await transfer.wait(handle.signal)
      return kind === 'download' ? 'Downloaded' : 'Uploaded'
    })
    return id
  }
}
