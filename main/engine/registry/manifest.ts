import { z } from 'zod'
import type { PullCheck } from '../../../preload/contract/images.ts'
import { windowsBuild } from '../windows-build.ts'
import { registryJson } from './registry-failures.ts'

export type Platform = PullCheck['platforms'][number]

/** Kinds of manifest that engines take, lists first (docker image v2.2, OCI image 1.0). */
export const manifestTypes = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
]

const platformSchema = z.object({
  os: z.string().default(''),
  architecture: z.string().default(''),
  'os.version': z.string().default(''),
  variant: z.string().default(''),
})
const blobSchema = z.object({ digest: z.string(), size: z.number().nonnegative() })
const listSchema = z.object({ manifests: z.array(blobSchema.extend({ platform: platformSchema.optional() })) })
const imageSchema = z.object({ config: blobSchema, layers: z.array(blobSchema) })

/** A manifest as far as it is used: a list of images by platform, or one image's layers. */
export type Manifest =
  | { kind: 'list'; images: { digest: string; platform: Platform }[] }
  | { kind: 'image'; config: string; layers: { digest: string; size: number }[] }
  /** Another kind, such as docker's schema 1 or a Helm chart's. */
  | { kind: 'unknown' }

/** Reads a manifest's text. Attestations, which have the platform `unknown`, are left out. */
export function parseManifest(text: string): Manifest {
  const json = registryJson(text)
  const list = listSchema.safeParse(json)
  if (list.success) {
    const images = list.data.manifests.flatMap(({ digest, platform }) =>
      platform && platform.os !== 'unknown' ? [{ digest, platform: toPlatform(platform) }] : [],
    )
    return { kind: 'list', images }
  }
  const image = imageSchema.safeParse(json)
  if (!image.success) return { kind: 'unknown' }
  return { kind: 'image', config: image.data.config.digest, layers: image.data.layers }
}

/** The platform that an image's configuration names; null when it is no such configuration. */
export function parseConfigPlatform(text: string): Platform | null {
  const config = platformSchema.safeParse(registryJson(text))
  return config.success && config.data.os ? toPlatform(config.data) : null
}

function toPlatform(from: z.infer<typeof platformSchema>): Platform {
  const osVersion = from['os.version']
  return {
    os: from.os,
    architecture: from.architecture,
    osVersion,
    build: windowsBuild(from.os, osVersion),
    variant: from.variant,
  }
}
