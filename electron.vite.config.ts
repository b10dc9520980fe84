import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const version: string = JSON.parse(readFileSync(resolve(import.meta.dirname, 'package.json'), 'utf8')).version
const define = { __SLIPWAY_VERSION__: JSON.stringify(version) }

/**
 * What dockerode and docker-modem read at once for calls that Slipway never makes: gRPC for BuildKit's sessions, and a
 * second way by SSH (ours is main/connections/ssh). It is a megabyte of the bundle and a tenth of a second of each start.
 */
const withoutUnusedHalves = {
  name: 'slipway-without-unused-halves',
  enforce: 'pre' as const,
  resolveId(id: string, importer?: string) {
    const unused = id.startsWith('@grpc/') || (id === './ssh' && importer?.includes('docker-modem'))
    return unused ? '\0slipway-unused' : null
  },
  load: (id: string) => (id === '\0slipway-unused' ? 'module.exports = {}' : null),
}

/** Native parts and Electron stay outside the bundles; every other library is bundled (docs/architecture.md). */
const external = ['electron', 'node-pty', 'cpu-features', /\.node$/]

export default defineConfig({
  main: {
    define,
    plugins: [withoutUnusedHalves],
    build: {
      outDir: 'out/main',
      target: 'node18',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { app: resolve('main/app.ts'), cli: resolve('main/cli.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node18',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: resolve('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    define,
    plugins: [react()],
    build: {
      outDir: resolve('out/renderer'),
      target: 'chrome114',
      emptyOutDir: true,
      // electron-vite leaves pages as they are written; the browser door sends them over a network.
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
})
