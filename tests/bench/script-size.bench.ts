import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from '@playwright/test'
import { report } from './figure.ts'

const PAGES = join('out', 'renderer')

/** The scripts of index.html with all that they import statically; paths in out/renderer. */
function firstScripts(): Set<string> {
  const html = readFileSync(join(PAGES, 'index.html'), 'utf8')
  const found = new Set<string>()
  const add = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    const source = readFileSync(join(PAGES, path), 'utf8')
    // Built modules: import … from"./x.js", import"./x.js", export … from"./x.js". Not import("./x.js").
    for (const [, to] of source.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g))
      if (to) add(join(dirname(path), to))
  }
  for (const [, path] of html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)) if (path) add(path)
  return found
}

test('script size of the first page', () => {
  const scripts = [...firstScripts()]
  if (scripts.length === 0) throw new Error('index.html names no script.')
  const sources = scripts.map((path) => readFileSync(join(PAGES, path)))
  const size = (bytes: Buffer[]) => bytes.reduce((sum, { length }) => sum + length, 0) / 1000
  report({ name: 'first page, scripts as they are', values: [size(sources)], unit: 'kB' })
  report({
    name: 'first page, scripts compressed (gzip)',
    values: [size(sources.map((source) => gzipSync(source)))],
    unit: 'kB',
    goal: { below: 350 },
  })
})
