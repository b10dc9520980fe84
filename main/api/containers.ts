import type { Channels } from '../channels.ts'
import { besideHost } from '../engine/beside-host.ts'
import { actOnContainers, previewRemoval } from '../engine/container-actions.ts'
import {
  commitContainer,
  containerChanges,
  containerProcesses,
  listNetworks,
  listVolumes,
  renameContainer,
  updateLimits,
} from '../engine/container-changes.ts'
import { createContainer } from '../engine/container-create.ts'
import { inspectContainer, inspectRaw } from '../engine/container-inspect.ts'
import type { Engines } from '../engine/engine.ts'
import type { EngineLinks } from '../engine/link.ts'
import { logDownload } from '../engine/logs/log-download.ts'
import { LogSource } from '../engine/logs/log-source.ts'
import type { PageFiles } from '../page-files.ts'
import type { HostSession } from '../setup/host/session.ts'
import { os } from './implement.ts'

interface Services {
  links: EngineLinks
  engines: Engines
  channels: Channels
  pageFiles: PageFiles
  /** A session with the host of an engine, to read it; null where none is known. */
  openHost(machine: string, signal?: AbortSignal): Promise<HostSession | null>
}

/** K1, K3, K4: the calls of preload/contract/containers.ts. */
export function containerCalls({ links, engines, channels, pageFiles, openHost }: Services) {
  const { containers } = os
  return containers.router({
    watch: containers.watch.handler(({ input, signal }) => engines.of(input.machine).containers.watch(signal)),
    inspect: containers.inspect.handler(({ input, signal }) =>
      inspectContainer(links.find(input.machine), input.container, signal),
    ),
    create: containers.create.handler(({ input, signal }) =>
      createContainer(links.find(input.machine), input.spec, input.start, signal),
    ),
    act: containers.act.handler(({ input, signal }) =>
      actOnContainers(links.find(input.machine), input.containers, input.action, signal),
    ),
    previewRemoval: containers.previewRemoval.handler(({ input, signal }) =>
      previewRemoval(links.find(input.machine), input.containers, signal),
    ),
    rename: containers.rename.handler(({ input, signal }) =>
      renameContainer(links.find(input.machine), input.container, input.name, signal),
    ),
    updateLimits: containers.updateLimits.handler(({ input, signal }) =>
      updateLimits(links.find(input.machine), input.container, input.limits, signal),
    ),
    commit: containers.commit.handler(({ input, signal }) =>
      commitContainer(links.find(input.machine), input.container, input, signal),
    ),
    top: containers.top.handler(({ input, signal }) =>
      containerProcesses(links.find(input.machine), input.container, signal),
    ),
    besideHost: containers.besideHost.handler(({ input, signal }) =>
      besideHost(links.find(input.machine), input.container, () => openHost(input.machine, signal), signal),
    ),
    changes: containers.changes.handler(({ input, signal }) =>
      containerChanges(links.find(input.machine), input.container, signal),
    ),
    stats: containers.stats.handler(({ input, signal }) =>
      engines.of(input.machine).stats.watch(input.container, signal),
    ),
    openLogs: containers.openLogs.handler(({ input }) => ({
      channel: channels.offer(new LogSource(links.find(input.machine), input.container, input.options)),
    })),
    downloadLogs: containers.downloadLogs.handler(async ({ input, signal }) => {
      const link = links.find(input.machine)
      const { Name } = await inspectRaw(link, input.container, signal)
      return {
        address: pageFiles.offerDownload(logDownload(link, input.container, Name.replace(/^\//, ''), input.options)),
      }
    }),
    volumes: containers.volumes.handler(({ input, signal }) => listVolumes(links.find(input.machine), signal)),
    networks: containers.networks.handler(({ input, signal }) => listNetworks(links.find(input.machine), signal)),
  })
}
