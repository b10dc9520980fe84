import { type ContainerSpec, specProblems } from '../../preload/contract/container-spec.ts'
import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import { toCreateBody, toCreateQuery } from '../../preload/contract/grammar/create-body.ts'
import { explain } from '../explain/explain.ts'
import { callEngine, inPath } from './call.ts'
import type { EngineLink } from './link.ts'

/** Windows unpacks and prepares a layer in create, and boots a utility VM in start: longer than other calls. */
export const START_DEADLINE_MS = 180_000

/** Makes a container, and starts it when asked. One that cannot start stays: `startError` says why it did not. */
export async function createContainer(
  link: EngineLink,
  spec: ContainerSpec,
  start: boolean,
  signal?: AbortSignal,
): Promise<{ id: string; warnings: string[]; startError: Explained | null }> {
  const [problem] = specProblems(spec, link.facts().os)
  if (problem) {
    throw new SlipwayError({
      code: 'invalid-container-settings',
      message: `${problem.message}.`,
      remedy: 'Correct the settings and create it again.',
      detail: problem.field,
    })
  }
  const answer = await callEngine<{ Id: string; Warnings?: string[] | null }>(link, {
    method: 'POST',
    path: '/containers/create',
    query: toCreateQuery(spec),
    body: toCreateBody(spec, link.facts().os),
    signal,
    deadline: START_DEADLINE_MS,
  })
  return {
    id: answer.Id,
    warnings: answer.Warnings ?? [],
    startError: start ? await startError(link, spec.name || answer.Id, answer.Id, signal) : null,
  }
}

async function startError(link: EngineLink, name: string, id: string, signal?: AbortSignal): Promise<Explained | null> {
  try {
    await callEngine(link, {
      method: 'POST',
      path: `/containers/${inPath(id)}/start`,
      signal,
      deadline: START_DEADLINE_MS,
    })
    return null
  } catch (error) {
    return explain(error, { machine: link.machine, container: name })
  }
}
