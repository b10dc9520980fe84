import { imageGenerations, nameOfBuild, type WindowsRelease, windowsHosts } from './windows-releases.ts'

/** What is known of a Windows host. Revisions are the UBR, the last part of `10.0.20348.2762`. */
export type PlatformHost = {
  hostBuild: number
  hostKind: 'server' | 'client'
  hostRevision?: number
  /** Whether a hypervisor runs there; absent when it could not be read. */
  hypervisor?: boolean
  /** What the engine's `info` gives as its default isolation; absent: process on Server, hyperv on a client. */
  defaultIsolation?: 'process' | 'hyperv'
}

/** `default` is what the engine takes when nothing is asked for. */
export type Isolation = 'default' | 'process' | 'hyperv'

/** Whether an image may run on a host. `offer` is the isolation to change to, where that cures it. */
export type PlatformJudgement = {
  verdict: 'ok' | 'warn' | 'refuse'
  isolation: 'process' | 'hyperv'
  reason: string
  remedy: string
  offer?: 'process' | 'hyperv'
}

const newestDocumented = 26100
const firstWindows11 = 22000
const firstFloating = 20348

/**
 * The host × image rule. For process isolation both Microsoft's table (version-compatibility, 01/2025) and hcsshim's
 * check (osversion/platform_compat_windows.go) must agree, the narrower one wins; Hyper-V isolation is offered where it
 * helps. Beyond the table (preview builds) the code rule alone decides, as a warning.
 */
export function judgePlatform(
  host: PlatformHost,
  imageBuild: number,
  isolation: Isolation,
  imageRevision?: number,
): PlatformJudgement {
  const wanted = isolation === 'default' ? defaultIsolation(host) : isolation
  if (wanted === 'hyperv') return judgeHyperV(host, imageBuild, imageRevision)
  const judged = judgeProcess(host, imageBuild, imageRevision)
  if (judged.verdict !== 'refuse') return judged
  if (judgeHyperV(host, imageBuild, imageRevision).verdict === 'refuse') return judged
  return { ...judged, offer: 'hyperv', remedy: 'Choose Hyper-V isolation, or an image that matches the host.' }
}

/** What `default` stands for on a host: process on Server, hyperv on a client, unless its engine is set otherwise. */
export function defaultIsolation(host: Pick<PlatformHost, 'hostKind' | 'defaultIsolation'>): 'process' | 'hyperv' {
  return host.defaultIsolation ?? (host.hostKind === 'server' ? 'process' : 'hyperv')
}

/** One cell of the matrix: a host, an image generation, and the judgement for both isolations. */
export type MatrixCell = { imageBuild: number; process: PlatformJudgement; hyperv: PlatformJudgement }

/** The clickable host × image matrix, with a hypervisor taken for present and equal revisions. */
export function imageMatrix(): {
  images: { name: string; build: number }[]
  rows: { host: WindowsRelease; cells: MatrixCell[] }[]
} {
  const rows = windowsHosts.map((host) => {
    const about = { hostBuild: host.build, hostKind: host.kind, hypervisor: true, hostRevision: 0 }
    const cells = imageGenerations.map(({ build }) => ({
      imageBuild: build,
      process: judgePlatform(about, build, 'process', 0),
      hyperv: judgePlatform(about, build, 'hyperv', 0),
    }))
    return { host, cells }
  })
  return { images: imageGenerations.map(({ name, build }) => ({ name, build })), rows }
}

function judgeProcess(host: PlatformHost, imageBuild: number, imageRevision?: number): PlatformJudgement {
  const { hostBuild, hostKind } = host
  const answer = answerFor('process')
  const hostName = nameOfBuild(hostBuild, hostKind)
  if (imageBuild > hostBuild) return answer('refuse', ...newerImage(hostName, imageBuild))
  if (!codeAllowsProcess(hostBuild, imageBuild)) {
    return answer(
      'refuse',
      `${hostName} shares its kernel with the container, and a build ${imageBuild} image does not fit it.`,
      'Choose an image that matches the host.',
    )
  }
  const documented = documentedProcess(hostBuild, hostKind, imageBuild)
  if (documented === false) {
    return answer(
      'refuse',
      `Microsoft does not support build ${imageBuild} images with process isolation on ${hostName}.`,
      'Choose an image that matches the host.',
    )
  }
  if (hostBuild === 14393 && host.hostRevision !== imageRevision) {
    const known = host.hostRevision !== undefined && imageRevision !== undefined
    return answer(
      known ? 'refuse' : 'warn',
      known
        ? `Windows Server 2016 needs the same revision in host (${host.hostRevision}) and image (${imageRevision}).`
        : 'Windows Server 2016 needs the same revision in host and image, and it could not be compared.',
      'Choose the image with the revision of the host, or update the host.',
    )
  }
  if (documented === undefined) {
    return answer(
      'warn',
      `${hostName} is not in Microsoft's table; by the engine's rule a build ${imageBuild} image fits it.`,
      'Try it, and choose Hyper-V isolation if it does not start.',
    )
  }
  const newer = newerRevision(host, imageBuild, imageRevision)
  if (newer) return answer('warn', ...newer)
  if (hostKind === 'server') {
    return answer('ok', `The image runs on ${hostName} with process isolation.`, '')
  }
  return answer(
    'warn',
    hostBuild > newestDocumented
      ? `Process isolation on ${hostName} is for development, and failures (0xc0370112) were reported on this build.`
      : `Process isolation on ${hostName} is for development and testing only.`,
    'Choose Hyper-V isolation for anything else.',
  )
}

function judgeHyperV(host: PlatformHost, imageBuild: number, imageRevision?: number): PlatformJudgement {
  const { hostBuild, hostKind } = host
  const answer = answerFor('hyperv')
  const hostName = nameOfBuild(hostBuild, hostKind)
  if (imageBuild > hostBuild) return answer('refuse', ...newerImage(hostName, imageBuild))
  if (documentedHyperV(hostBuild, hostKind, imageBuild) === false) {
    return answer(
      'refuse',
      `Microsoft does not support build ${imageBuild} images on ${hostName}.`,
      'Choose an image that matches the host.',
    )
  }
  if (host.hypervisor === false) {
    const processWorks = judgeProcess(host, imageBuild, imageRevision).verdict !== 'refuse'
    return {
      ...answer(
        'refuse',
        'Hyper-V isolation needs a hypervisor, and none runs on this host (0xc0351000).',
        processWorks ? 'Enable Hyper-V, or choose process isolation.' : 'Enable Hyper-V on this host.',
      ),
      ...(processWorks && { offer: 'process' as const }),
    }
  }
  const newer = newerRevision(host, imageBuild, imageRevision)
  if (newer) return answer('warn', ...newer)
  if (hostBuild > newestDocumented && hostKind === 'client' && imageBuild === newestDocumented) {
    return answer(
      'warn',
      `Failures (0xc0370112) of build ${imageBuild} images were reported on ${hostName}, under both isolations.`,
      'If it does not start, use the Windows Server 2022 image.',
    )
  }
  if (documentedHyperV(hostBuild, hostKind, imageBuild) === undefined) {
    return answer(
      'warn',
      `Microsoft's table does not list build ${imageBuild} images on ${hostName}; older images usually run.`,
      'Choose a listed image where support matters.',
    )
  }
  return answer('ok', `The image runs on ${hostName} with Hyper-V isolation.`, '')
}

/** hcsshim CheckHostAndContainerCompat: up to 20348 equal builds; then from 20348; above 26100 from 26100. */
function codeAllowsProcess(hostBuild: number, imageBuild: number): boolean {
  if (hostBuild < firstFloating) return imageBuild === hostBuild
  return imageBuild <= hostBuild && imageBuild >= (hostBuild > newestDocumented ? newestDocumented : firstFloating)
}

const tableImages = new Set(imageGenerations.map(({ build }) => build))

/** The P entries of the table; undefined where the table has no such row or column. */
function documentedProcess(hostBuild: number, kind: 'server' | 'client', imageBuild: number): boolean | undefined {
  if (!tableImages.has(imageBuild)) return undefined
  if (kind === 'client') return hostBuild >= firstWindows11 && imageBuild >= firstFloating
  if (hostBuild > newestDocumented) return undefined
  return imageBuild >= firstFloating || imageBuild === hostBuild
}

/** The H entries of the table, to be asked only for images that are not newer than the host. */
function documentedHyperV(hostBuild: number, kind: 'server' | 'client', imageBuild: number): boolean | undefined {
  // 23H2 runs Server 2022 images only (base-image-lifecycle).
  if (hostBuild === 25398 && kind === 'server') return imageBuild === firstFloating
  if (!tableImages.has(imageBuild)) return undefined
  return kind === 'server' && hostBuild > newestDocumented ? undefined : true
}

function newerImage(hostName: string, imageBuild: number): [reason: string, remedy: string] {
  return [
    `The image (build ${imageBuild}) is newer than ${hostName}, which no isolation allows.`,
    'Choose an image of the same or an older release, or update the host.',
  ]
}

/** Since 1809 revisions need not match, yet an image newer than an unpatched host may fail (0xc0370106). */
function newerRevision(
  host: PlatformHost,
  imageBuild: number,
  imageRevision: number | undefined,
): [reason: string, remedy: string] | undefined {
  if (imageBuild !== host.hostBuild || imageRevision === undefined || host.hostRevision === undefined) return undefined
  if (imageRevision <= host.hostRevision) return undefined
  return [
    `The image has a newer revision (${imageRevision}) than the host (${host.hostRevision}) and may fail to start (0xc0370106).`,
    'Install the pending Windows updates on the host.',
  ]
}

function answerFor(isolation: 'process' | 'hyperv') {
  return (verdict: PlatformJudgement['verdict'], reason: string, remedy: string): PlatformJudgement => ({
    verdict,
    isolation,
    reason,
    remedy,
  })
}
