import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { createStrings as words } from '../../../strings/create-container.ts'

/** What is said above the form about where its content came from. */
export type Notes = { title: string; items: string[]; startOver?: boolean }

/** Fields that an engine of this system does not take, in the words of the command line. */
export function droppedNotes(dropped: readonly (keyof ContainerSpec)[], os: EngineOs): string[] {
  return dropped.map((field) => words.droppedField(flagNames[field] ?? field, os))
}

const flagNames: Partial<Record<keyof ContainerSpec, string>> = {
  isolation: '--isolation',
  cpuCount: '--cpu-count',
  cpuPercent: '--cpu-percent',
  credentialSpec: '--security-opt credentialspec',
  storageSize: '--storage-opt size',
  privileged: '--privileged',
  readOnlyRootfs: '--read-only',
  init: '--init',
  capAdd: '--cap-add',
  capDrop: '--cap-drop',
  network: '--network',
}
