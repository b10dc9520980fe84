/** End-to-end specs whose tests run against the practice host too, as a project of their own. */
export const onPractice: readonly string[] = [
  'containers.spec.ts',
  'create-container.spec.ts',
  'logs-options.spec.ts',
  'logs.spec.ts',
]

/** A test of these specs that cannot be asked of the practice host, by the start of its title. */
interface NotOnPractice {
  readonly title: string
  readonly reason: string
}

const WINDOWS_HAS_NO = 'a Windows engine does not have it'

export const notOnPractice: readonly NotOnPractice[] = [
  {
    title: 'K3: limits are changed, and the name of a new image',
    reason: `${WINDOWS_HAS_NO}: it changes no limits, and commits no running container`,
  },
  { title: 'K3: a signal is sent from the kill dialog', reason: `${WINDOWS_HAS_NO}: signals are KILL and TERM only` },
  {
    title: 'K2: filled by mouse, it runs with exactly these settings',
    reason: `${WINDOWS_HAS_NO}: init, capabilities, a read-only root; its own settings are in practice.spec.ts`,
  },
  {
    title: 'K2: a published port answers on the host',
    reason: 'nothing listens behind a port that the practice engine publishes',
  },
]
