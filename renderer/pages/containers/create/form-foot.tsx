import { Button, makeStyles } from '@fluentui/react-components'
import { toEquivalent } from '../../../../preload/contract/command-line/print.ts'
import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import { EquivalentCommand } from '../../../components/equivalent-command.tsx'
import { createStrings as words } from '../../../strings/create-container.ts'
import { type Step, steps } from './steps.ts'

/** From this height on (CSS pixels) the command is shown without being asked for. */
const ROOM_FOR_COMMAND = 800
const useStyles = makeStyles({
  foot: { gridColumn: '1 / -1', padding: '0 16px 10px', display: 'flex', flexDirection: 'column', gap: '8px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  spacer: { flexGrow: 1 },
})

interface Props {
  spec: ContainerSpec
  step: Step
  /** How many problems to speak of. */
  blocked: number
  ready: boolean
  busy: boolean
  onGo: (step: Step) => void
  onCreate: (start: boolean) => void
  onCancel: () => void
}

/** H11: the command that does the same; and the ways on, which are there on each page. */
export function FormFoot({ spec, step, blocked, ready, busy, onGo, onCreate, onCancel }: Props) {
  const styles = useStyles()
  const at = steps.indexOf(step)
  const before = steps[at - 1]
  return (
    <div className={styles.foot}>
      <EquivalentCommand
        command={toEquivalent({ action: 'run', spec: { ...spec, image: spec.image || 'IMAGE' } })}
        open={window.innerHeight >= ROOM_FOR_COMMAND}
      />
      <div className={styles.actions}>
        <Button disabled={!before} onClick={() => before && onGo(before)}>
          {words.back}
        </Button>
        <Button type="submit" disabled={at === steps.length - 1}>
          {words.next}
        </Button>
        <span className={styles.spacer} />
        {blocked > 0 && (
          <Button appearance="transparent" disabled={step === 'review'} onClick={() => onGo('review')}>
            {words.blocked(blocked)}
          </Button>
        )}
        <Button appearance="primary" disabled={!ready} title={words.createAndStartKeys} onClick={() => onCreate(true)}>
          {busy ? words.creating : words.createAndStart}
        </Button>
        <Button disabled={!ready} onClick={() => onCreate(false)}>
          {words.create}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  )
}
