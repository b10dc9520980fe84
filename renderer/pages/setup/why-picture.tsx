import type { ProcedureId } from '../../../preload/contract/setup-procedures.ts'
import { type Box, BoxPicture } from '../../components/box-picture.tsx'
import { whyPictureStrings as words } from '../../strings/why.ts'

const hardware: Box = { x: 0, y: 176, width: 440, height: 32, kind: 'box', text: words.hardware }

const pictures: Record<ProcedureId, readonly Box[]> = {
  'containers-feature': [
    { x: 0, y: 0, width: 140, height: 84, kind: 'container', text: words.container },
    { x: 150, y: 0, width: 140, height: 84, kind: 'container', text: words.container },
    { x: 300, y: 0, width: 140, height: 84, kind: 'box', text: words.hostProcesses },
    { x: 0, y: 94, width: 440, height: 32, kind: 'kernel', text: words.sharedKernel },
    { x: 0, y: 135, width: 440, height: 32, kind: 'box', text: words.layers },
    hardware,
  ],
  'hyper-v': [
    { x: 0, y: 0, width: 140, height: 72, kind: 'container', text: words.container },
    { x: 0, y: 82, width: 140, height: 44, kind: 'kernel', text: words.hostKernel },
    { x: 150, y: 0, width: 290, height: 126, kind: 'box', text: words.utilityVm, holds: true },
    { x: 162, y: 26, width: 266, height: 42, kind: 'container', text: words.container },
    { x: 162, y: 74, width: 266, height: 42, kind: 'kernel', text: words.ownKernel },
    { x: 0, y: 135, width: 440, height: 32, kind: 'kernel', text: words.hypervisor },
    hardware,
  ],
  'nested-virtualization': [
    { x: 0, y: 0, width: 100, height: 126, kind: 'box', text: words.host },
    { x: 110, y: 0, width: 330, height: 126, kind: 'box', text: words.vm, holds: true },
    { x: 122, y: 26, width: 306, height: 50, kind: 'container', text: words.innerVm },
    { x: 122, y: 84, width: 306, height: 32, kind: 'kernel', text: words.innerHypervisor },
    { x: 0, y: 135, width: 440, height: 32, kind: 'kernel', text: words.exposes },
    hardware,
  ],
  'trust-remote-host': [
    { x: 0, y: 0, width: 250, height: 126, kind: 'box', text: words.thisMachine, holds: true },
    { x: 12, y: 26, width: 226, height: 42, kind: 'container', text: words.winrmClient },
    { x: 12, y: 74, width: 226, height: 42, kind: 'kernel', text: words.trustedHosts },
    { x: 260, y: 0, width: 180, height: 126, kind: 'box', text: words.remoteHost, holds: true },
    { x: 272, y: 26, width: 156, height: 90, kind: 'container', text: words.winrmService },
    { x: 0, y: 135, width: 440, height: 32, kind: 'box', text: words.http },
    { x: 0, y: 176, width: 440, height: 32, kind: 'box', text: words.https },
  ],
}

/** What is shared with the host and what is not, drawn. */
export function WhyPicture({ topic, label }: { topic: ProcedureId; label: string }) {
  return <BoxPicture boxes={pictures[topic]} height={208} label={label} />
}
