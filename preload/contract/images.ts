import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call, imageRef, onImage, onMachine } from './base.ts'
import type { Explained } from './explained.ts'
import type { LiveEvent } from './live.ts'

/** One image by id, with all its tags. */
export interface ImageRow {
  /** `sha256:…` */
  id: string
  tags: string[]
  digests: string[]
  /** Bytes. */
  size: number
  /** ms since the epoch. */
  created: number
  /** Names of containers that use it, running or not. */
  usedBy: string[]
  dangling: boolean
}

export interface ImageDetails {
  row: ImageRow
  os: string
  /** e.g. "10.0.20348.2700" on Windows. */
  osVersion: string
  /** Third part of osVersion as a number; null on Linux. */
  build: number | null
  architecture: string
  /** The engine's inspect answer as JSON text. */
  inspect: string
  /** Newest first, as `docker history`. */
  history: { id: string; created: number; createdBy: string; size: number; tags: string[]; comment: string }[]
}

const pullInputSchema = onMachine.extend({
  reference: z.string().min(1).max(512),
  platform: z.string().max(60).optional(),
  allTags: z.boolean(),
})
export type PullInput = z.infer<typeof pullInputSchema>

/** What is known before a download starts. */
export interface PullCheck {
  reference: string
  /** What the registry offers for this reference; empty when it could not be asked. */
  platforms: { os: string; architecture: string; osVersion: string; build: number | null; variant: string }[]
  /** Sum of the compressed layers for the platform that would be taken, bytes; null when unknown. */
  size: number | null
  digest: string | null
  /** Set when the registry could not be asked; the pull may still work through the engine. */
  problem: Explained | null
}

export interface RepositoryTags {
  repository: string
  tags: string[]
  /** Compressed bytes of all tags, layers shared between them counted once. */
  size: number
  /** How many tags were measured; fewer than `tags.length` means that `size` is a lower bound. */
  measured: number
}

export interface ImageRemoval {
  image: string
  /** References that would be taken away. */
  untags: string[]
  /** The image itself goes, with its layers, when the last reference goes. */
  deletes: boolean
  /** Bytes, unshared part when the engine tells it, else the whole size. */
  frees: number
  /** Names of containers that use it. */
  usedBy: { name: string; running: boolean }[]
  /** Why the engine would refuse without force; null when it would not. */
  conflict: 'several-tags' | 'used-by-container' | 'used-by-running-container' | 'has-children' | null
  /** Whether force gets past the conflict; what is told above is then the outcome with force. False without conflict. */
  forceHelps: boolean
}

export interface RemovalResult {
  image: string
  untagged: string[]
  deleted: string[]
  error: Explained | null
}

export const images = {
  watch: call.input(onMachine).output(eventIterator(type<LiveEvent<ImageRow>>())),
  inspect: call.input(onImage).output(type<ImageDetails>()),
  tag: call.input(onImage.extend({ target: z.string().min(1).max(512) })).output(type<void>()),
  /** I5: `image` may be an id (all its tags) or one tag. */
  previewRemoval: call
    .input(onMachine.extend({ images: z.array(imageRef).min(1).max(2000) }))
    .output(type<ImageRemoval[]>()),
  remove: call
    .input(onMachine.extend({ images: z.array(imageRef).min(1).max(2000), force: z.boolean() }))
    .output(type<RemovalResult[]>()),
  checkPull: call.input(pullInputSchema).output(type<PullCheck>()),
  repositoryTags: call
    .input(onMachine.extend({ repository: z.string().min(1).max(512) }))
    .output(type<RepositoryTags>()),
  /**
   * I2: starts a task. Repeating it after a cancel or a failure goes on from what the engine kept: with the containerd
   * store every byte, after a crash of the engine whole layers; an engine with graph drivers drops the layers of a
   * cancelled pull (measured on 20.10) and fetches them again.
   */
  pull: call.input(pullInputSchema).output(type<{ task: string }>()),
}
