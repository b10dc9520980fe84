import { SlipwayError } from '../../preload/contract/explained.ts'
import {
  familiarName,
  type ImageReference,
  parseImageReference,
} from '../../preload/contract/grammar/image-reference.ts'
import type { PullInput } from '../../preload/contract/images.ts'
import { readError } from '../explain/error-facts.ts'
import type { TaskHandle, TaskRegistry } from '../tasks/task-registry.ts'
import { isConnectionFailure, statusOf, streamEngine } from './call.ts'
import type { EngineLink } from './link.ts'
import { pullBrokeOff, pullFailure } from './pull-failures.ts'
import { PullProgress, pullMessageSchema } from './pull-progress.ts'
import { PullStream } from './pull-stream.ts'
import type { Credentials } from './registry/credentials.ts'
import { registryAuthHeader } from './registry/login.ts'
import { tryLogin, withLoginProblem } from './registry/try-login.ts'

/** What to pull: `machine` is the link's. */
export type PullRequest = Omit<PullInput, 'machine'>

/** Pulls images as tasks: each layer is a part; cancelling closes the connection, upon which the engine gives up. */
export class Pulls {
  readonly #tasks: TaskRegistry
  /** The logins that pulls use; the questions before a pull use the same. */
  readonly credentials: Credentials

  constructor(tasks: TaskRegistry, credentials: Credentials) {
    this.#tasks = tasks
    this.credentials = credentials
  }

  /** Starts a pull and answers its task's id; throws `invalid-reference` before anything starts. */
  start(link: EngineLink, request: PullRequest): { task: string; ended: Promise<void> } {
    const reference = readPullReference(request)
    const title = `Pull ${request.allTags ? `all tags of ${reference.familiar}` : reference.familiar}`
    const { id, ended } = this.#tasks.run(
      {
        kind: 'pull',
        title: request.platform ? `${title} for ${request.platform}` : title,
        machine: link.machine,
        cancellable: true,
        repeat: () => this.start(link, request).task,
      },
      (handle) => this.#pull(link, reference, request, handle),
    )
    return { task: id, ended }
  }

  async #pull(link: EngineLink, reference: ImageReference, request: PullRequest, handle: TaskHandle): Promise<string> {
    const { signal } = handle
    handle.message('Asking the registry')
    const tried = await tryLogin(link, this.credentials, reference.registry, signal)
    const { login } = tried
    const progress = new PullProgress()
    try {
      const stream = await streamEngine(link, {
        method: 'POST',
        path: '/images/create',
        query: {
          fromImage: familiarName(reference.registry, reference.repository),
          tag: request.allTags ? undefined : (reference.digest ?? reference.tag ?? 'latest'),
          platform: request.platform || undefined,
        },
        ...(login && { headers: { 'X-Registry-Auth': registryAuthHeader(login, reference.registry).reveal() } }),
        signal,
        // The engine answers only once the registry has answered it, and it has deadlines of its own for that.
        deadline: null,
      })
      await follow(stream, progress, handle)
    } catch (error) {
      signal.throwIfAborted()
      throw withLoginProblem(asPullFailure(error, progress, reference), tried)
    }
    if (progress.error !== null) throw withLoginProblem(pullFailure(progress.error, reference.registry), tried)
    if (!progress.outcome) throw pullBrokeOff('The stream ended without a status.')
    return outcome(progress, request.allTags)
  }
}

/** Reads what was typed as docker pull does; throws `invalid-reference`. */
export function readPullReference(request: Pick<PullRequest, 'reference' | 'allTags'>): ImageReference {
  const parsed = parseImageReference(request.reference.trim())
  if (!parsed.ok) throw invalidReference(parsed.problem.message)
  const { tag, digest } = parsed.value
  if (request.allTags && (tag || digest))
    throw invalidReference('With all tags, give the repository without tag or digest')
  return parsed.value
}

/** A reference that is none, with the grammar's reason. */
export function invalidReference(why: string): SlipwayError {
  return new SlipwayError({
    code: 'invalid-reference',
    message: `${why}.`,
    remedy: 'Write it as [REGISTRY/]NAME[:TAG] or NAME@sha256:DIGEST.',
  })
}

function asPullFailure(error: unknown, progress: PullProgress, reference: ImageReference): unknown {
  const said = readError(error).text
  if (statusOf(error) !== null) return pullFailure(said, reference.registry)
  if (progress.error !== null) return pullFailure(progress.error, reference.registry)
  const began = progress.parts().length > 0 || progress.tags.length > 0
  return began && isConnectionFailure(error) ? pullBrokeOff(said) : error
}

async function follow(stream: NodeJS.ReadableStream, progress: PullProgress, handle: TaskHandle): Promise<void> {
  const lines = new PullStream()
  const take = (values: unknown[]) => {
    for (const value of values) {
      const message = pullMessageSchema.safeParse(value)
      if (message.success) progress.apply(message.data)
    }
    handle.parts(progress.parts())
    handle.progress(progress.progress())
    handle.message(progress.message())
  }
  for await (const chunk of stream) take(lines.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk))
  handle.signal.throwIfAborted()
  // What is left is a line that broke off: the missing status below says so.
  try {
    take(lines.end())
  } catch {
    handle.message(progress.message())
  }
}

function outcome(progress: PullProgress, allTags: boolean): string {
  const what = progress.outcome === 'newer' ? 'Downloaded newer image' : 'Image is up to date'
  if (allTags)
    return `${progress.tags.length} tags pulled: ${progress.outcome === 'newer' ? 'downloaded newer images' : 'all are up to date'}`
  const digest = progress.digests.at(-1)
  return digest ? `${what}, digest ${digest}` : what
}
