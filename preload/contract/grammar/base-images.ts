import { judgePlatform, type PlatformHost } from './platform.ts'
import { type ImageGeneration, imageGenerations } from './windows-releases.ts'

/** How long a base image is supported. Dates are ISO days; the day itself is still supported. */
export type Support = {
  state: 'mainstream' | 'extended' | 'ended' | 'unknown'
  mainstreamEnd?: string
  extendedEnd?: string
  /** One sentence for people. */
  sentence: string
}

/** A base image that a host can run. */
export type TagProposal = {
  product: 'servercore' | 'nanoserver' | 'server'
  title: string
  reference: string
  tag: string
  build: number
  /** The narrowest isolation that works: process where the host allows it. */
  isolation: 'process' | 'hyperv'
  verdict: 'ok' | 'warn'
  note: string
  support: Support
  /** The one to preselect of its product. */
  recommended: boolean
}

const products = [
  { product: 'servercore', title: 'Server Core' },
  { product: 'nanoserver', title: 'Nano Server' },
  { product: 'server', title: 'Server' },
] as const

/**
 * The base images that fit a host, newest first within each product, refused ones left out. `today` decides support.
 * Recommended is the newest that runs with the host's default isolation without being refused.
 */
export function proposeTags(hostBuild: number, today: Date, about: Partial<PlatformHost> = {}): TagProposal[] {
  const host: PlatformHost = { hostKind: 'server', ...about, hostBuild }
  return products.flatMap(({ product, title }) => {
    const proposals = [...imageGenerations].reverse().flatMap((generation): TagProposal[] => {
      const tag = generation.tags[product]
      if (!tag) return []
      const byDefault = judgePlatform(host, generation.build, 'default')
      const judged = byDefault.verdict === 'refuse' ? judgePlatform(host, generation.build, 'hyperv') : byDefault
      if (judged.verdict === 'refuse') return []
      return [
        {
          product,
          title,
          reference: `mcr.microsoft.com/windows/${product}:${tag}`,
          tag,
          build: generation.build,
          isolation: judged.isolation,
          verdict: judged.verdict,
          note: judged.verdict === 'ok' ? judged.reason : `${judged.reason} ${judged.remedy}`,
          support: judgeGeneration(generation, today),
          recommended: false,
        },
      ]
    })
    const usual = judgePlatform(host, hostBuild, 'default').isolation
    const best =
      proposals.find(({ isolation, verdict }) => isolation === usual && verdict === 'ok') ??
      proposals.find(({ isolation }) => isolation === usual) ??
      proposals[0]
    return proposals.map((proposal) => ({ ...proposal, recommended: proposal === best }))
  })
}

/**
 * How long an image of mcr.microsoft.com/windows is supported, from its tag: `ltsc2022`, `1809`, `ltsc2022-amd64`,
 * `10.0.20348.2762`, `sac2016`. A tag that names no release (a KB number, `latest`) is unknown.
 */
export function judgeSupport(tag: string, today: Date): Support {
  if (tag === 'latest')
    return { state: 'unknown', sentence: 'The latest tag of Windows base images ended on 2019-04-16.' }
  if (/^sac2016(?:-|$)/.test(tag)) {
    return { state: 'ended', extendedEnd: '2018-10-09', sentence: 'Nano Server 2016 images are gone.' }
  }
  const build = buildOfTag(tag)
  const generation = imageGenerations.find((candidate) => candidate.build === build)
  if (!generation) return { state: 'unknown', sentence: 'The tag does not say which release it is.' }
  return judgeGeneration(generation, today)
}

/** The Windows build that a base image's tag stands for, or undefined. */
export function buildOfTag(tag: string): number | undefined {
  const full = /^10\.0\.(\d{5})(?:\.\d+)?(?:-|$)/.exec(tag)
  if (full) return Number(full[1])
  const name = /^(?:windowsservercore-|nanoserver-)?(ltsc20\d\d|sac2016|1809)(?:[-_]|$)/.exec(tag)?.[1]
  if (name === '1809') return 17763
  const year = name?.slice(-4)
  return imageGenerations.find((generation) => year !== undefined && generation.name.endsWith(year))?.build
}

function judgeGeneration({ name, mainstreamEnd, extendedEnd }: ImageGeneration, today: Date): Support {
  const day = today.toISOString().slice(0, 10)
  const dates = { ...(mainstreamEnd !== 'ended' && { mainstreamEnd }), extendedEnd }
  if (mainstreamEnd !== 'ended' && day <= mainstreamEnd) {
    return { state: 'mainstream', ...dates, sentence: `${name}: mainstream support until ${mainstreamEnd}.` }
  }
  if (day <= extendedEnd) {
    return { state: 'extended', ...dates, sentence: `${name}: security fixes only, until ${extendedEnd}.` }
  }
  return { state: 'ended', ...dates, sentence: `${name}: support ended on ${extendedEnd}.` }
}
