import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular, LightbulbRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { componentStrings } from '../../strings/components.ts'
import { setupStrings as words } from '../../strings/setup.ts'
import { whyStrings } from '../../strings/why.ts'
import { WhyPicture } from './why-picture.tsx'
import type { WizardId } from './wizards.ts'

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { margin: '8px 0 0', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0 },
})

/** H15: the idea behind a wizard, in a side panel, with a picture. */
export function WhyPanel({ wizard }: { wizard: WizardId }) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const topics = wizard === 'prepare-host' ? (['containers-feature', 'hyper-v'] as const) : ([wizard] as const)
  return (
    <>
      <Button appearance="subtle" icon={<LightbulbRegular />} onClick={() => setOpen(true)}>
        {words.why}
      </Button>
      <OverlayDrawer open={open} position="end" size="medium" onOpenChange={(_, change) => setOpen(change.open)}>
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={componentStrings.close}
                onClick={() => setOpen(false)}
              />
            }
          >
            {words.whyTitle}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody className={styles.body}>
          {topics.map((topic) => {
            const why = whyStrings[topic]
            return (
              why && (
                <section key={topic} className={styles.body}>
                  <h3 className={styles.title}>{why.title}</h3>
                  <WhyPicture topic={topic} label={why.picture} />
                  {why.paragraphs.map((text) => (
                    <p key={text} className={styles.text}>
                      {text}
                    </p>
                  ))}
                </section>
              )
            )
          })}
        </DrawerBody>
      </OverlayDrawer>
    </>
  )
}
