import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { notOnPractice, onPractice, specsNotOnPractice } from '../../support/on-practice.ts'

const folder = 'tests/e2e'
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test('P1: each end-to-end test that leaves the practice host out names a test that is there, and why', () => {
  const specs = onPractice.map(read).join('\n')
  expect(onPractice.filter((name) => !existsSync(join(folder, name)))).toEqual([])
  expect(notOnPractice.filter(({ title }) => !specs.includes(title)).map(({ title }) => title)).toEqual([])
  expect(notOnPractice.filter(({ reason }) => reason.length < 20)).toEqual([])
})

test('P1: each end-to-end spec that shares an engine either runs against the practice host too, or says why not', () => {
  const specs = readdirSync(folder).filter((name) => name.endsWith('.spec.ts'))
  const told = new Set([...onPractice, ...Object.keys(specsNotOnPractice)])
  const shares = (name: string) => /testEngine|shared-engine|sharedEngine/.test(read(name))
  expect(specs.filter((name) => shares(name) && !told.has(name))).toEqual([])
  expect([...told].filter((name) => !specs.includes(name))).toEqual([])
})
