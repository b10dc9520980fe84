/** @typedef {{ passed: number, failed: number, skipped: number, skippedNames: string[] }} Count */

/** The count of nothing, to start adding from. */
export const zero = { passed: 0, failed: 0, skipped: 0, skippedNames: [] }

/** Adds two counts. */
export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skippedNames: [...a.skippedNames, ...b.skippedNames],
  }
}

/** A count of one failure: a linter, a build, or a runner that died before it could report. */
export const oneFailure = { ...zero, failed: 1 }

/**
 * Counts vitest's JSON report (Jest's shape). A file that could not even be loaded has no tests of its own: it counts
 * as one failure, or a broken import would look green.
 */
export function countVitest(report) {
  let count = zero
  for (const file of report.testResults ?? []) {
    const tests = file.assertionResults ?? []
    if (file.status === 'failed' && !tests.some((test) => test.status === 'failed')) count = add(count, oneFailure)
    for (const test of tests) count = add(count, countOne(test))
  }
  if (count.failed === 0 && report.success === false) count = add(count, oneFailure)
  return count
}

function countOne(test) {
  if (test.status === 'passed') return { ...zero, passed: 1 }
  if (test.status === 'failed') return oneFailure
  return { ...zero, skipped: 1, skippedNames: [test.fullName ?? test.title ?? 'a test without a name'] }
}

/** Counts Playwright's JSON report. A test that passed at a second try counts as passed (Playwright names it flaky). */
export function countPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {}
  const loadErrors = (report.errors ?? []).length
  const failed = unexpected === 0 && loadErrors > 0 ? 1 : unexpected
  return { passed: expected + flaky, failed, skipped, skippedNames: skippedIn(report.suites ?? []) }
}

function skippedIn(suites) {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.filter((test) => test.status === 'skipped').map((test) => named(spec, test)),
    ),
    ...skippedIn(suite.suites ?? []),
  ])
}

function named(spec, test) {
  const reason = (test.annotations ?? []).find((note) => note.type === 'skip' || note.type === 'fixme')?.description
  return `${test.projectName}: ${spec.title}${reason ? ` (${reason})` : ''}`
}

/** The last line of `npm test`. */
export function lastLine(count) {
  return `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`
}
