import { services } from '../looks.ts'
import type { Procedure } from '../procedure.ts'
import { featureStep } from './feature-step.ts'
import { serviceStep } from './service-step.ts'
import { supportedWindows } from './windows.ts'

const source = 'https://learn.microsoft.com/virtualization/windowscontainers/quick-start/set-up-environment'

/** What the engine asks for when it starts (moby daemon/daemon_windows.go). */
const containerServices = ['hns', 'vmcompute']

/** H3: the Windows feature that gives namespaces, layers and networks to containers. */
export const containersFeature: Procedure<'containers-feature'> = {
  id: 'containers-feature',
  title: 'Containers feature',
  steps: ({ source: payload }, facts) => [
    supportedWindows({
      feature: 'the Containers feature',
      why: 'Windows keeps containers apart with parts of its kernel that only these releases have.',
      source,
    }),
    featureStep({
      id: 'feature',
      title: 'Add the Containers feature',
      why: 'It brings the services that make a container’s file system, its network and its limits. The engine does not start without them.',
      source,
      names: { server: ['Containers'], client: ['Containers'] },
      payload,
      facts,
      // A field report saw RestartNeeded "No" on Server 2022 though the services came only with the restart.
      besides: {
        look: [services('services', containerServices)],
        holds: { atLeast: ['services.count', containerServices.length] },
      },
    }),
    ...containerServices.map((name) =>
      serviceStep({
        name,
        title: name === 'hns' ? 'The Host Network Service runs' : 'The Host Compute Service runs',
        why:
          name === 'hns'
            ? 'It makes the networks that containers are joined to.'
            : 'It starts and stops containers on the engine’s word.',
        source,
      }),
    ),
  ],
}
