import type { Evidence } from '../condition.ts'
import { restoreTrustedHosts, trustedHosts, trustHost } from '../host/trusted-hosts.ts'
import { services } from '../looks.ts'
import type { Procedure } from '../procedure.ts'
import type { Step } from '../step.ts'

const source =
  'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_remote_troubleshooting'

/** H1: this machine lets WinRM over HTTP go to one host that cannot prove who it is; HTTPS is the better way. */
export const trustRemoteHost: Procedure<'trust-remote-host'> = {
  id: 'trust-remote-host',
  title: 'Trust a remote host',
  steps: ({ host }) => [remotingRuns, hostIsTrusted(host)],
}

const remotingRuns: Step = {
  id: 'service-WinRM',
  title: 'Windows Remote Management runs on this machine',
  why: 'The list of trusted hosts belongs to this service, which answers only while it runs. A client’s Windows does not start it by itself.',
  source,
  elevation: true,
  restart: 'never',
  look: [services('service', ['WinRM'])],
  satisfied: { equals: ['service.Status', 'Running'] },
  busy: { in: ['service.Status', ['StartPending', 'StopPending']] },
  unsupported: [
    {
      code: 'winrm-service-missing',
      when: { not: { exists: 'service' } },
      because: 'This Windows has no WinRM service.',
      remedy: 'Use another machine to connect from, or SSH.',
    },
  ],
  commands: ['Start-Service', 'Stop-Service'],
  apply: () => [{ run: 'Start-Service', with: { Name: 'WinRM' } }],
  undo: ({ service }) =>
    service?.objects?.[0]?.Status === 'Stopped' ? [{ run: 'Stop-Service', with: { Name: 'WinRM' } }] : [],
}

function hostIsTrusted(host: string): Step {
  return {
    id: 'trusted',
    title: `${host} is among the trusted hosts of this machine`,
    why: 'Outside a domain, or by address, WinRM over HTTP cannot prove who answers. Windows connects only to hosts that an administrator has named, and may send them your credential: name one that you know, on a network that you trust. WinRM over HTTPS needs no such list.',
    source,
    elevation: true,
    readsElevated: true,
    restart: 'never',
    follows: [remotingRuns.id],
    look: [trustedHosts],
    satisfied: {
      // An empty list may come as no value, and as nothing at all.
      all: [{ exists: 'trusted' }, { not: { equals: ['trusted.Value', null] } }, { listed: ['trusted.Value', host] }],
    },
    unsupported: [],
    whenUnknown: [
      {
        when: { always: true },
        because: 'The trusted hosts of this machine could not be read.',
        remedy: 'Windows shows them to administrators only, and while the WinRM service runs: start Slipway elevated.',
      },
    ],
    warns: [
      {
        when: { always: true },
        text: `WinRM over HTTP may send your credential to whoever answers as ${host}, without proof. HTTPS is the better way where the host has a certificate.`,
      },
    ],
    commands: ['Set-Item'],
    apply: () => [trustHost(host)],
    undo: (evidence) => restored(evidence),
  }
}

/** The list as it was recorded; where it could not be read, nothing is known to be put back. */
function restored({ trusted }: Evidence) {
  if (!trusted?.objects) return []
  const value = trusted.objects[0]?.Value
  return [restoreTrustedHosts(typeof value === 'string' ? value : '')]
}
