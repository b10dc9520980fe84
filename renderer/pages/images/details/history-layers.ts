import type { ImageDetails } from '../../../../preload/contract/images.ts'

type Step = ImageDetails['history'][number]

/** A step of an image's history; `layer` counts those that hold files, from the base, from 1. */
export interface HistoryStep extends Step {
  layer: number | null
  /** What made it, without the builder's wrapping. */
  command: string
}

/** Numbers the layers; the order (newest first) stays. */
export function numberLayers(history: readonly Step[]): HistoryStep[] {
  let layer = history.filter(({ size }) => size > 0).length
  return history.map((step) => ({
    ...step,
    layer: step.size > 0 ? layer-- : null,
    command: readCommand(step),
  }))
}

/** `/bin/sh -c #(nop)  CMD ["sh"]` is the builder's way to say `CMD ["sh"]`; the rest of a shell line is a RUN. */
function readCommand({ createdBy, comment }: Step): string {
  const text = createdBy.trim()
  const shell = /^(?:\/bin\/sh -c|cmd \/S \/C|powershell -Command)\s+/i.exec(text)?.[0]
  if (shell === undefined) return text || comment
  const rest = text.slice(shell.length)
  const nop = /^#\(nop\)\s*/.exec(rest)?.[0]
  return nop === undefined ? `RUN ${rest}` : rest.slice(nop.length)
}
