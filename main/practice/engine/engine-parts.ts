import { startProgram } from '../shell/start-program.ts'
import type { StartProgram } from '../shell/world.ts'
import { containerFiles } from './containers/container-files.ts'
import type { ContainerStore } from './containers/container-store.ts'
import { HostFolders } from './containers/host-folders.ts'
import type { ContainerParts } from './containers/parts.ts'
import { buildRoutes } from './images/build/build-route.ts'
import { firstImages, makeCatalogue } from './images/catalogue.ts'
import { changeRoutes } from './images/change.ts'
import { diskUsageRoute } from './images/disk-usage.ts'
import type { ImageServices } from './images/image-services.ts'
import { PracticeImages } from './images/image-store.ts'
import { inspectRoutes } from './images/inspect.ts'
import { listRoute } from './images/list.ts'
import { loadRoute } from './images/load.ts'
import { pullRoute } from './images/pull.ts'
import { registryRoutes } from './images/registry-routes.ts'
import { saveRoutes } from './images/save.ts'
import { connectRoutes } from './networks/connect-routes.ts'
import { networkRoutes } from './networks/network-routes.ts'
import { Networks } from './networks/network-store.ts'
import type { Route } from './route.ts'
import type { EngineContext } from './state.ts'
import { volumeRoutes } from './volumes/volume-routes.ts'
import { Volumes } from './volumes/volume-store.ts'

/** What lies below the containers of a practice engine: images, networks, volumes, files and programs. */
export function engineParts(
  context: EngineContext,
  options: { pullTick?: number; startProgram?: StartProgram } = {},
): { parts: ContainerParts; routes(containers: ContainerStore): Route[]; reset(): void } {
  const { host } = context
  const catalogue = makeCatalogue(host.build, host.revision)
  const images = new PracticeImages(context, () => firstImages(catalogue, host.build))
  const networks = new Networks(context)
  const volumes = new Volumes(context)
  const program = options.startProgram ?? startProgram
  const parts: ContainerParts = {
    images,
    startProgram: program,
    childFiles(parent, folder) {
      const files = containerFiles(parent, folder, () => host.now())
      return {
        ...files,
        save() {
          files.save()
          volumes.saveFiles()
        },
      }
    },
    networks,
    volumes,
    ...(host.files && { hostFolders: new HostFolders(host.files, () => host.now()) }),
  }
  return {
    parts,
    routes(containers) {
      const services: ImageServices = {
        context,
        images,
        containers,
        catalogue,
        startProgram: program,
        // A pull of any size takes some three seconds: long enough to be seen and cancelled.
        pullTick: options.pullTick ?? 120,
      }
      return [
        listRoute(services),
        ...registryRoutes(services),
        pullRoute(services),
        ...buildRoutes(services, parts),
        ...changeRoutes(services),
        ...saveRoutes(services),
        loadRoute(services),
        ...inspectRoutes(services),
        ...networkRoutes(networks, containers, context),
        ...connectRoutes(networks, containers),
        ...volumeRoutes(volumes, containers, context),
        diskUsageRoute(services, parts, containers, volumes),
      ]
    },
    reset() {
      images.reset(firstImages(catalogue, host.build))
      networks.reset()
      volumes.reset()
    },
  }
}
