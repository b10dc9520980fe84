import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { TagDetails } from '../../../preload/contract/registries.ts'
import { explain } from '../../explain/explain.ts'
import { startDeadline } from '../deadline.ts'
import type { EngineLink } from '../link.ts'
import { readPullReference } from '../pulls.ts'
import { lookAtImage } from './check-pull.ts'
import type { Credentials } from './credentials.ts'
import { registryTooSlow } from './registry-failures.ts'
import { openRepository } from './repository.ts'

/** All of one question together may take this long, ms. */
const detailsDeadline = 30_000
/** Requests at one time: each tag costs two or three, and registries count them. */
const atOnce = 4

/**
 * I3: platforms, size and digest of some tags of one repository, each as soon as it is known. What goes wrong with one
 * is its `problem`; a registry that counts requests is asked no more, and the rest gets that problem.
 */
export async function* readTagDetails(
  link: EngineLink,
  repositoryName: string,
  tags: readonly string[],
  credentials: Credentials,
  signal?: AbortSignal,
): AsyncGenerator<TagDetails> {
  const reference = readPullReference({ reference: repositoryName, allTags: true })
  const deadline = startDeadline(signal, detailsDeadline)
  const waiting = [...new Set(tags)]
  let limit: SlipwayError | null = null
  try {
    const repository = await openRepository(link, reference, credentials, deadline.signal)
    const look = async (tag: string): Promise<TagDetails> => {
      const nothing = { tag, platforms: [], size: null, digest: null, problem: null }
      try {
        if (limit) throw limit
        return { tag, ...(await lookAtImage(repository, tag, link)) }
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof SlipwayError && error.explained.code === 'registry-rate-limit') limit = error
        const problem = explain(deadline.passed ? registryTooSlow() : error, { machine: link.machine })
        return { ...nothing, problem }
      }
    }
    yield* asTheyCome(waiting, look)
  } finally {
    deadline.done()
    // Whoever stopped reading wants no more answers.
    waiting.length = 0
  }
}

/** Works on some at a time, and yields what is done in the order in which it is. Takes what it works on out of `waiting`. */
async function* asTheyCome<Item, Result>(
  waiting: Item[],
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running = new Map<symbol, Promise<{ key: symbol; result: Result }>>()
  const start = () => {
    while (running.size < atOnce && waiting.length > 0) {
      const key = Symbol()
      const item = waiting.shift() as Item
      const done = work(item).then((result) => ({ key, result }))
      // When one fails, nobody waits for the others.
      done.catch(() => undefined)
      running.set(key, done)
    }
  }
  for (start(); running.size > 0; start()) {
    const { key, result } = await Promise.race(running.values())
    running.delete(key)
    yield result
  }
}
