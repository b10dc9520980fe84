import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { ShieldRegular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import type { PlanElevation } from '../../../preload/contract/setup.ts'
import { CommandText } from '../../components/command-text.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { setupStrings as words } from '../../strings/setup.ts'
import { DisclosureButton } from './disclosure-button.tsx'

const useStyles = makeStyles({
  bound: { display: 'flex', flexDirection: 'column', gap: '4px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  toggle: { alignSelf: 'flex-start' },
})

/** Before the run: that Windows will ask for consent, and what that consent is bound to; or why it cannot be asked. */
export function ElevationNotice({ elevation, plan }: { elevation: PlanElevation; plan: string }) {
  const styles = useStyles()
  const id = useId()
  const [open, setOpen] = useState(false)
  if (elevation.kind === 'refused') return <ErrorPanel error={elevation.error} />
  return (
    <>
      <MessageBar intent="info" icon={<ShieldRegular />} layout="multiline">
        <MessageBarBody>{words.asksConsent}</MessageBarBody>
      </MessageBar>
      <div className={styles.bound}>
        <DisclosureButton className={styles.toggle} words={words.boundTo} open={open} controls={id} onOpen={setOpen} />
        {open && (
          <div id={id} className={styles.bound}>
            <p className={styles.text}>{words.boundText}</p>
            <CommandText text={elevation.commands.join('\n')} testId="bound-commands" />
            <p className={styles.text}>{words.planHash(plan)}</p>
          </div>
        )}
      </div>
    </>
  )
}
