import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: { width: '100%', maxWidth: '480px', fontFamily: 'inherit' },
  box: { fill: tokens.colorNeutralBackground3, stroke: tokens.colorNeutralStroke1 },
  kernel: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandStroke1 },
  container: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStroke1 },
  text: { fill: tokens.colorNeutralForeground1, fontSize: '13px' },
})

/** A box with its name in the middle; `kernel` is what containers share or have for themselves. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
  kind: 'box' | 'kernel' | 'container'
  text: string
  /** The name stands at the top: other boxes lie inside. */
  holds?: boolean
}

interface Props {
  boxes: readonly Box[]
  height: number
  /** What the picture shows, for those who do not see it. */
  label: string
  /** Drawn over the boxes. */
  children?: ReactNode
}

/** What lies in what, drawn as boxes 440 wide. */
export function BoxPicture({ boxes, height, label, children }: Props) {
  const styles = useStyles()
  return (
    <svg className={styles.root} viewBox={`-1 -1 442 ${height + 2}`} role="img" aria-label={label}>
      {boxes.map(({ x, y, width, height: tall, kind, text, holds }) => (
        <g key={`${x} ${y}`}>
          <rect className={styles[kind]} x={x} y={y} width={width} height={tall} rx={4} />
          <text className={styles.text} x={x + width / 2} y={y + (holds ? 18 : tall / 2 + 5)} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {children}
    </svg>
  )
}
