import type { EngineFacts } from '../../../preload/contract/machines.ts'
import type { Platform } from './manifest.ts'

type Host = Pick<EngineFacts, 'os' | 'architecture' | 'build'>

/** Names that `uname -m` has for Go's architectures. */
const architectures: Record<string, string> = {
  x86_64: 'amd64',
  aarch64: 'arm64',
  i386: '386',
  i686: '386',
  armv7l: 'arm',
}

/**
 * The one of a list's images that the engine would take: system and architecture as asked for (`os[/arch[/variant]]`)
 * or as the engine's; of Windows images never one newer than the host, its own build first, else the first listed
 * (moby distribution/pull_v2_windows.go). Undefined when none fits.
 */
export function choosePlatform<Image extends { platform: Platform }>(
  images: readonly Image[],
  host: Host,
  asked?: string,
): Image | undefined {
  const [os, architecture, variant] = wanted(host, asked)
  const fitting = images.filter(
    ({ platform }) =>
      platform.os === os &&
      platform.architecture === architecture &&
      (variant === undefined || platform.variant === variant) &&
      (os !== 'windows' || host.build === null || platform.build === null || platform.build <= host.build),
  )
  return fitting.find(({ platform }) => os === 'windows' && platform.build === host.build) ?? fitting[0]
}

function wanted(
  host: Host,
  asked: string | undefined,
): [os: string, architecture: string, variant: string | undefined] {
  const own = architectures[host.architecture] ?? host.architecture
  const [first = '', architecture, variant] = (asked ?? '').toLowerCase().split('/')
  if (!first) return [host.os, own, undefined]
  // One word alone may be either (containerd platforms.Parse).
  if (architecture === undefined && !['linux', 'windows', 'darwin', 'freebsd'].includes(first)) {
    return [host.os, architectures[first] ?? first, undefined]
  }
  return [first, architecture ? (architectures[architecture] ?? architecture) : own, variant]
}
