import { services } from '../looks.ts'
import type { Step } from '../step.ts'

/** A Windows service that must run after the restart; it is started where it does not. */
export function serviceStep({
  name,
  title,
  why,
  source,
}: {
  name: string
  title: string
  why: string
  source: string
}): Step {
  return {
    id: `service-${name}`,
    title,
    why,
    source,
    elevation: true,
    restart: 'never',
    afterRestart: true,
    look: [services('service', [name])],
    satisfied: { equals: ['service.Status', 'Running'] },
    // Until the restart is over it is not there at all, which is no more than "needed".
    whenUnknown: [
      {
        when: { not: { exists: 'service' } },
        because: `There is no service ${name} yet: it comes with the feature, some parts only with the restart.`,
        remedy: 'Restart the host and look again.',
      },
    ],
    busy: { in: ['service.Status', ['StartPending', 'StopPending']] },
    unsupported: [],
    commands: ['Start-Service', 'Stop-Service'],
    apply: () => [{ run: 'Start-Service', with: { Name: name } }],
    undo: ({ service }) =>
      service?.objects?.[0]?.Status === 'Stopped' ? [{ run: 'Stop-Service', with: { Name: name } }] : [],
    settle: 60_000,
  }
}
