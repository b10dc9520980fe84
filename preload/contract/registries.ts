import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call, onMachine } from './base.ts'
import type { PullCheck } from './images.ts'

/** Longest tag that registries take (distribution-spec). */
const tag = z
  .string()
  .regex(/^\w[\w.-]*$/)
  .max(128)

/** Details are asked for what is seen of a list, so many tags at a time at most. */
export const MOST_TAG_DETAILS = 60

/** One repository that Docker Hub's search answers. */
export interface HubResult {
  /** As it is pulled: `nginx`, `hholt/notes`. */
  name: string
  description: string
  stars: number
  /** One of Docker's own selection, without a publisher in its name. */
  official: boolean
}

/** Some more names of a list that a registry tells page by page. */
export interface NamesPage {
  names: string[]
  /** Nothing comes after this page. */
  last: boolean
  /** On the last page: the registry has more than Slipway lists. */
  cut: boolean
}

/** What a registry tells of one tag; `problem` says why it told less, or why this engine would not take the image. */
export interface TagDetails extends Omit<PullCheck, 'reference'> {
  tag: string
}

export const registries = {
  /** I3: what `docker search` answers: Docker Hub only, through the engine, at most 100. */
  search: call
    .input(onMachine.extend({ term: z.string().trim().min(1).max(200), official: z.boolean() }))
    .output(type<HubResult[]>()),
  /** I3: every repository of a registry (`/v2/_catalog`), as the pages come. `registry` is a host, with its port. */
  catalogue: call
    .input(onMachine.extend({ registry: z.string().min(1).max(300) }))
    .output(eventIterator(type<NamesPage>())),
  /** I3: every tag of a repository (`/v2/NAME/tags/list`), as the pages come. */
  tags: call
    .input(onMachine.extend({ repository: z.string().min(1).max(512) }))
    .output(eventIterator(type<NamesPage>())),
  /** I3: platforms, size and digest of some tags, in the order in which the registry answers. */
  tagDetails: call
    .input(
      onMachine.extend({ repository: z.string().min(1).max(512), tags: z.array(tag).min(1).max(MOST_TAG_DETAILS) }),
    )
    .output(eventIterator(type<TagDetails>())),
}
