import { makeStyles, tokens } from '@fluentui/react-components'
import type { ProcedureId } from '../../../preload/contract/setup-procedures.ts'
import { whyPictureStrings as words } from '../../strings/why.ts'

const useStyles = makeStyles({
  root: { width: '100%', maxWidth: '480px', fontFamily: 'inherit' },
  box: { fill: tokens.colorNeutralBackground3, stroke: tokens.colorNeutralStroke1 },
  kernel: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandStroke1 },
  container: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStroke1 },
  text: { fill: tokens.colorNeutralForeground1, fontSize: '13px' },
})

/** A box with its name in the middle; `kernel` is what containers share or have for themselves. */
interface Box {
  x: number
  y: number
  width: number
  height: number
  kind: 'box' | 'kernel' | 'container'
  text: string
  /** The name stands at the top, since other boxes lie inside. */
  holds?: boolean
}

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
}

/** What is shared with the host and what is not, drawn. */
export function WhyPicture({ topic, label }: { topic: ProcedureId; label: string }) {
  const styles = useStyles()
  return (
    <svg className={styles.root} viewBox="-1 -1 442 210" role="img" aria-label={label}>
      {pictures[topic].map(({ x, y, width, height, kind, text, holds }) => (
        <g key={`${x} ${y}`}>
          <rect className={styles[kind]} x={x} y={y} width={width} height={height} rx={4} />
          <text className={styles.text} x={x + width / 2} y={holds ? y + 17 : y + height / 2 + 5} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </svg>
  )
}
