import { ContainerFiles } from '../engine/files/container-files.ts'
import type { EngineLinks } from '../engine/link.ts'
import type { PageFiles } from '../page-files.ts'
import type { TaskRegistry } from '../tasks/task-registry.ts'
import { os } from './implement.ts'

interface Services {
  links: EngineLinks
  pageFiles: PageFiles
  tasks: Pick<TaskRegistry, 'run'>
}

/** K4: the calls of preload/contract/files.ts. */
export function fileCalls({ links, pageFiles, tasks }: Services) {
  const files = new ContainerFiles({ pageFiles, tasks })
  const calls = os.files
  return calls.router({
    list: calls.list.handler(({ input, signal }) =>
      files.list(links.find(input.machine), input.container, input.path, signal),
    ),
    readText: calls.readText.handler(({ input, signal }) =>
      files.readText(links.find(input.machine), input.container, input.path, signal),
    ),
    writeText: calls.writeText.handler(({ input, signal }) =>
      files.writeText(links.find(input.machine), input.container, input.path, input, signal),
    ),
    download: calls.download.handler(({ input, signal }) =>
      files.download(links.find(input.machine), input.container, input.path, signal),
    ),
    upload: calls.upload.handler(({ input, signal }) =>
      files.upload(links.find(input.machine), input.container, input, signal),
    ),
  })
}
