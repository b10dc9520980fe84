import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needsBuild } from '../../../scripts/parts/build.mjs'
import { missingBuildInputs } from '../../../scripts/parts/checkout.mjs'
import { isLink, needsInstall } from '../../../scripts/parts/install.mjs'
import { isNodeNewEnough } from '../../../scripts/parts/node-version.mjs'
import { unmetNeeds } from '../../../scripts/parts/system-packages.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-scripts-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path, seconds) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), '')
  utimesSync(join(root, path), seconds, seconds)
  utimesSync(dirname(join(root, path)), seconds, seconds)
}

describe('npm start and npm test: what is missing', () => {
  it.each([
    ['20.18.3', false],
    ['18.20.0', false],
    ['20.19.0', true],
    ['v22.0.0', true],
  ])('Node %s is new enough: %s', (version, expected) => {
    expect(isNodeNewEnough(version)).toBe(expected)
  })

  it('installs when node_modules is missing or older than the lock', () => {
    put('package-lock.json', 1000)
    expect(needsInstall(root)).toBe(true)
    put('node_modules/.package-lock.json', 1001)
    expect(needsInstall(root)).toBe(false)
    put('package-lock.json', 1002)
    expect(needsInstall(root)).toBe(true)
  })

  it('sees that node_modules is a link, behind which npm ci would empty a foreign folder', () => {
    const path = join(root, 'node_modules')
    expect(isLink(path)).toBe(false)
    symlinkSync(tmpdir(), path, 'junction')
    expect(isLink(path)).toBe(true)
  })

  it('builds when a result is missing or a source is newer', () => {
    put('main/app.ts', 1000)
    expect(needsBuild(root)).toBe(true)
    for (const path of ['out/main/app.js', 'out/main/cli.js', 'out/preload/index.js', 'out/renderer/index.html'])
      put(path, 1001)
    expect(needsBuild(root)).toBe(false)
    put('renderer/pages/containers/page.tsx', 1002)
    expect(needsBuild(root)).toBe(true)
  })

  it('names the build inputs that do not exist yet', () => {
    put('main/app.ts', 1000)
    expect(missingBuildInputs(root)).toEqual(['main/cli.ts', 'preload/index.ts', 'renderer/index.html'])
  })

  it('finds the programs and libraries that the system lacks', () => {
    const needs = [
      { command: 'dockerd', packages: ['docker.io'] },
      { command: 'Xvfb', packages: ['xvfb'] },
      { library: 'libnss3.so', packages: ['libnss3'] },
      { library: 'libgbm.so.1', packages: ['libgbm1'] },
    ]
    const unmet = unmetNeeds(needs, {
      hasCommand: (name) => name === 'Xvfb',
      libraries: '\tlibgbm.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libgbm.so.1\n',
    })
    expect(unmet.map((need) => need.packages[0])).toEqual(['docker.io', 'libnss3'])
  })
})
