import { describe, expect, test } from 'vitest'
import { choosePlatform } from '../../../main/engine/registry/choose-platform.ts'
import { parseConfigPlatform, parseManifest } from '../../../main/engine/registry/manifest.ts'

const entry = (os: string, architecture: string, build: number | null = null, variant = '') => ({
  platform: { os, architecture, osVersion: build === null ? '' : `10.0.${build}.1`, build, variant },
})
const windows = (build: number) => ({ os: 'windows' as const, architecture: 'x86_64', build })
const linux = { os: 'linux' as const, architecture: 'aarch64', build: null }

describe('the platform that an engine would take', () => {
  test('I2: of Windows images its own build, else the first older one, never a newer', () => {
    const images = [26100, 20348, 17763].map((build) => entry('windows', 'amd64', build))
    expect(choosePlatform(images, windows(20348))?.platform.build).toBe(20348)
    expect(choosePlatform(images, windows(26200))?.platform.build).toBe(26100)
    expect(choosePlatform(images, windows(22631))?.platform.build).toBe(20348)
    expect(choosePlatform(images, windows(14393))).toBeUndefined()
  })

  test('I2: the engine’s own processor, or what was asked for', () => {
    const images = [entry('linux', 'amd64'), entry('linux', 'arm64', null, 'v8'), entry('linux', 'arm', null, 'v7')]
    expect(choosePlatform(images, linux)?.platform.architecture).toBe('arm64')
    expect(choosePlatform(images, linux, 'linux/amd64')?.platform.architecture).toBe('amd64')
    expect(choosePlatform(images, linux, 'amd64')?.platform.architecture).toBe('amd64')
    expect(choosePlatform(images, linux, 'linux')?.platform.architecture).toBe('arm64')
    expect(choosePlatform(images, linux, 'linux/arm/v7')?.platform.variant).toBe('v7')
    expect(choosePlatform(images, linux, 'linux/arm/v6')).toBeUndefined()
    expect(choosePlatform(images, linux, 'windows/amd64')).toBeUndefined()
  })
})

describe('a manifest', () => {
  const digest = `sha256:${'0'.repeat(64)}`

  test('I2: a list leaves attestations out, and gives Windows builds as numbers', () => {
    const manifests = [
      { digest, size: 1, platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2700' } },
      { digest, size: 1, platform: { os: 'unknown', architecture: 'unknown' } },
    ]
    expect(parseManifest(JSON.stringify({ schemaVersion: 2, manifests }))).toEqual({
      kind: 'list',
      images: [
        {
          digest,
          platform: { os: 'windows', architecture: 'amd64', osVersion: '10.0.20348.2700', build: 20348, variant: '' },
        },
      ],
    })
  })

  test('I2: an image’s layers, and what is neither', () => {
    const image = { config: { digest, size: 9 }, layers: [{ digest, size: 5, mediaType: 'x' }] }
    expect(parseManifest(JSON.stringify(image))).toEqual({
      kind: 'image',
      config: digest,
      layers: [{ digest, size: 5 }],
    })
    expect(parseManifest('{"schemaVersion":1,"fsLayers":[]}')).toEqual({ kind: 'unknown' })
    expect(parseConfigPlatform('{"config":{}}')).toBeNull()
  })
})
