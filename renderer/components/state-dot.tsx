import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { MachineState } from '../../preload/contract/machines.ts'
import { machineStateWords } from '../strings/frame.ts'

export type StateTone = 'good' | 'busy' | 'warning' | 'bad' | 'off'

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: '6px', minWidth: 0, whiteSpace: 'nowrap' },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: '50%',
    flexShrink: 0,
    forcedColorAdjust: 'none',
  },
  // In contrast themes the word tells, the dot is only seen.
  filled: { '@media (forced-colors: active)': { backgroundColor: 'CanvasText' } },
  // Foreground tones: they stand out on the page in light and in dark, the background ones only in light.
  good: { backgroundColor: tokens.colorPaletteGreenForeground1 },
  busy: { backgroundColor: tokens.colorPaletteYellowBackground3 },
  warning: { backgroundColor: tokens.colorPaletteDarkOrangeForeground3 },
  bad: { backgroundColor: tokens.colorPaletteRedForeground3 },
  off: {
    border: `2px solid ${tokens.colorNeutralForeground3}`,
    '@media (forced-colors: active)': { border: '2px solid CanvasText' },
  },
  word: { overflow: 'hidden', textOverflow: 'ellipsis' },
})

/** A state as colour and word; never the colour alone. */
export function StateDot({ tone, word }: { tone: StateTone; word: string }) {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <span className={mergeClasses(styles.dot, tone !== 'off' && styles.filled, styles[tone])} aria-hidden="true" />
      <span className={styles.word}>{word}</span>
    </span>
  )
}

const MACHINE_TONES: Record<MachineState['kind'], StateTone> = {
  closed: 'off',
  connecting: 'busy',
  connected: 'good',
  reconnecting: 'warning',
  failed: 'bad',
}

/** The state of a connection. */
export function MachineStateDot({ state }: { state: MachineState }) {
  return <StateDot tone={MACHINE_TONES[state.kind]} word={machineStateWords[state.kind]} />
}
