import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const run = promisify(execFile)
const packed = join(process.cwd(), 'dist/linux-unpacked')
const launcher = join(packed, 'slipway')
const program = join(packed, 'slipway-window')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-pack-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describeWhere(
  process.platform === 'linux',
  'packs Linux only, and runs on Linux only',
  'X3: the packed program',
  () => {
    beforeAll(async () => {
      await run(process.execPath, ['scripts/pack.mjs'], { maxBuffer: 2 ** 26 })
    }, 300_000)

    it('has the fuses of the checklist', async () => {
      const wire = await getCurrentFuseWire(program)
      expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE)
      expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE)
      expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE)
      expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE)
      expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE)
      expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE)
    })

    it('has its program in an ASAR and its native files beside it', async () => {
      expect(existsSync(join(packed, 'resources/app.asar'))).toBe(true)
      expect(existsSync(join(packed, 'resources/app'))).toBe(false)
      const { stdout } = await run('find', [join(packed, 'resources/app.asar.unpacked'), '-name', 'pty.node'])
      expect(stdout).toContain('pty.node')
    })

    it('is a command whose output and exit code reach the shell, without a display', async () => {
      const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' }
      const { version } = JSON.parse(await readFile('package.json', 'utf8'))
      expect((await run(launcher, ['--version'], { env })).stdout.trim()).toBe(version)
      expect((await run(launcher, ['serve', '--help'], { env })).stdout).toContain('--tls-cert')
      const wrong = await run(launcher, ['nonsense'], { env }).catch((error) => error)
      expect(wrong).toMatchObject({ code: 1 })
      expect(wrong.stderr).toContain('nonsense')
      const refused = await run(launcher, ['serve', '--host', '0.0.0.0', '--data-folder', folder], { env }).catch(
        (e) => e,
      )
      expect(refused).toMatchObject({ code: 1 })
      expect(refused.stderr).toContain('--tls-cert')
    })

    it('serves the pages out of the ASAR and ends cleanly on SIGTERM', async () => {
      const child = spawn(launcher, ['serve', '--data-folder', join(folder, 'serve')], {
        env: { ...process.env, DISPLAY: '' },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      let output = ''
      child.stdout.on('data', (part) => {
        output += part
      })
      const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
      try {
        const origin = await waitFor('the address', () => /serves at (\S+)/.exec(output)?.[1])
        expect(await (await fetch(origin)).text()).toContain('<title>Slipway</title>')
      } finally {
        child.kill('SIGTERM')
      }
      expect(await ended).toBe(0)
    })

    it('opens its window on its own page', async () => {
      const port = await freePort()
      const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      const child = spawn(
        'xvfb-run',
        ['-a', program, ...root, `--user-data-dir=${join(folder, 'window')}`, `--remote-debugging-port=${port}`],
        { stdio: 'ignore', detached: true },
      )
      try {
        const target = await waitFor('the page', async () => {
          const response = await fetch(`http://127.0.0.1:${port}/json`).catch(() => null)
          const targets = response ? ((await response.json()) as { url: string; title: string }[]) : []
          return targets.find(({ url, title }) => url.startsWith('app://ui/') && title === 'Slipway')
        })
        expect(target.url).toMatch(/^app:\/\/ui\//)
      } finally {
        if (child.pid) process.kill(-child.pid, 'SIGTERM')
      }
    })
  },
)
