import { describe, expect, it } from 'vitest'
import { add, countPlaywright, countVitest, lastLine, zero } from '../../../scripts/parts/count.mjs'

const vitestReport = {
  success: false,
  testResults: [
    {
      status: 'passed',
      assertionResults: [
        { status: 'passed', fullName: 'a one' },
        { status: 'pending', fullName: 'a two [no dockerd]' },
        { status: 'todo', fullName: 'a three' },
      ],
    },
    { status: 'failed', assertionResults: [{ status: 'failed', fullName: 'b' }] },
    { status: 'failed', assertionResults: [] },
  ],
}

const playwrightReport = {
  stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 },
  errors: [],
  suites: [
    {
      specs: [],
      suites: [
        {
          specs: [
            {
              title: 'opens',
              tests: [
                {
                  projectName: 'window',
                  status: 'skipped',
                  annotations: [{ type: 'skip', description: 'no display' }],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
}

describe('npm test: the totals', () => {
  it('counts a file that could not be loaded as one failure', () => {
    expect(countVitest(vitestReport)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 2,
      skippedNames: ['a two [no dockerd]', 'a three'],
    })
  })

  it('counts a failure that belongs to no test', () => {
    expect(countVitest({ success: false, testResults: [] }).failed).toBe(1)
    expect(countVitest({ success: true, testResults: [] })).toEqual(zero)
  })

  it('counts flaky as passed and names what Playwright skipped with its reason', () => {
    expect(countPlaywright(playwrightReport)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
      skippedNames: ['window: opens (no display)'],
    })
  })

  it('counts a spec file that cannot be loaded as a failure', () => {
    expect(countPlaywright({ stats: {}, errors: [{ message: 'SyntaxError' }] }).failed).toBe(1)
  })

  it('adds up into the last line', () => {
    expect(lastLine(add(countVitest(vitestReport), countPlaywright(playwrightReport)))).toBe(
      '5 passed, 3 failed, 3 skipped',
    )
  })
})
