import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dockerCli } from '../support/docker-cli.ts'
import { expect, test } from '../support/door-test.ts'
import { IMAGES } from '../support/images.ts'
import { sharedEngine } from '../support/shared-engine.ts'

/** Containers of a small shop, so that the pictures show what an administrator would see. */
const shop = [
  { name: 'shop-web', image: 'contoso/web:2.4', ports: ['8080:80'], project: 'shop' },
  { name: 'shop-api', image: 'contoso/api:1.9', ports: ['127.0.0.1:9000:9000'], project: 'shop' },
  { name: 'shop-cache', image: 'contoso/cache:7', ports: [], project: 'shop' },
  { name: 'reports', image: 'contoso/reports:2025.11', ports: [], project: '' },
  { name: 'build-agent', image: 'contoso/build:ltsc2025', ports: [], project: '' },
]
const chatter = `i=0; while true; do i=$((i+1))
printf '\\033[32mINFO\\033[0m  GET /orders/%d 200 in %d ms\\n' $((1000+i)) $((i*7%90+3))
[ $((i%9)) -eq 0 ] && printf '\\033[33mWARN\\033[0m  cache miss for customer %d\\n' $((i*31%500))
[ $((i%23)) -eq 0 ] && printf '\\033[31mERROR\\033[0m payment service answered 503, trying again\\n' >&2
sleep 0.05; done`

const pictures = join(process.cwd(), 'docs/pictures')
let host = ''
const docker = async (...args: string[]) => {
  const { code, stderr, stdout } = await dockerCli(args, { host })
  if (code !== 0) throw new Error(stderr)
  return stdout.trim()
}

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  host = (await sharedEngine()).url
  for (const { name, image, ports, project } of shop) {
    await docker('tag', IMAGES.bash, image)
    const labels = project
      ? ['--label', `com.docker.compose.project=${project}`, '--label', `com.docker.compose.service=${name}`]
      : []
    await docker(
      'run',
      '-d',
      '-i',
      '--name',
      name,
      ...labels,
      ...ports.flatMap((port) => ['-p', port]),
      image,
      'sh',
      '-c',
      chatter,
    )
  }
  await docker('stop', '-t', '0', 'reports')
})
test.afterAll(async () => {
  await docker('rm', '-f', ...shop.map(({ name }) => name))
  await docker('rmi', ...shop.map(({ image }) => image))
})

async function go(page: Page, route: string, heading: string) {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, route)
  await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible()
}
async function take(page: Page, name: string) {
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

test('pictures for the README', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
  await go(page, '/', 'Home')
  await expect(page.getByText('shop-web').first()).toBeVisible()
  await take(page, 'home')

  const web = await docker('inspect', '-f', '{{.Id}}', 'shop-web')
  await go(page, '/containers/environment', 'Containers')
  await expect(page.getByText('shop-api').first()).toBeVisible()
  await take(page, 'containers')
  await go(page, `/containers/environment?open=${web}&tab=logs`, 'Containers')
  await page.waitForTimeout(1500)
  await take(page, 'logs')
  await go(page, `/containers/environment?open=${web}&tab=stats`, 'Containers')
  await page.waitForTimeout(12_000)
  await take(page, 'stats')

  await go(page, '/containers/environment/create?image=contoso%2Fweb%3A2.4', 'Create container')
  await take(page, 'create')
  await go(page, '/images/environment', 'Images')
  await take(page, 'images')

  await page.emulateMedia({ colorScheme: 'dark' })
  await go(page, `/containers/environment?open=${web}&tab=terminal`, 'Containers')
  await page
    .getByRole('button', { name: /^Open (bash|sh)$/ })
    .first()
    .click()
  const terminal = page.locator('.xterm').first()
  await expect(terminal).toBeVisible()
  await page.waitForTimeout(1500)
  await page.keyboard.type('cd / && ls && ps\n')
  await take(page, 'terminal')
})
