import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import type { Explained } from '../../preload/contract/explained.ts'
import { api } from '../api/client.ts'
import { toExplained } from '../api/errors.ts'
import { ErrorPanel } from '../components/error-panel.tsx'
import { paletteStrings as words } from '../strings/palette.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '4px', overflowY: 'auto', minHeight: 0 },
  head: { display: 'flex', alignItems: 'center', gap: '8px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
  text: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
})

/** A page of typing rests this long before the table is asked. */
const REST_MS = 250

/** C7: a pasted failure, looked up in the table that Slipway's own failures come from. */
export function ExplainText(props: { text: string; onBack: () => void; onDone: () => void }) {
  const styles = useStyles()
  const [text, setText] = useState(props.text)
  const [found, setFound] = useState<{ for: string; explained: Explained | null } | null>(null)
  useEffect(() => {
    if (text.trim() === '') return setFound(null)
    let over = false
    const timer = setTimeout(() => {
      api.app
        .explain({ text })
        .then((explained) => !over && setFound({ for: text, explained }))
        .catch((error: unknown) => !over && setFound({ for: text, explained: toExplained(error) }))
    }, REST_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text])
  // The page carries the action out; the palette only gets out of its way.
  const leave = () => {
    props.onDone()
    return false
  }
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Button appearance="subtle" icon={<ArrowLeftRegular />} aria-label={words.back} onClick={props.onBack} />
        <h2 className={styles.title}>{words.pasteError}</h2>
      </div>
      <p className={styles.hint}>{words.pasteErrorHint}</p>
      <Field label={words.pasteErrorLabel}>
        <Textarea
          className={styles.text}
          autoFocus
          rows={5}
          maxLength={100_000}
          spellCheck={false}
          value={text}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      <div aria-live="polite">
        {found?.explained && <ErrorPanel error={{ ...found.explained, detail: '' }} onAction={leave} />}
        {found && !found.explained && (
          <p className={styles.hint}>
            <strong>{words.unknownError}.</strong> {words.unknownErrorHint}
          </p>
        )}
      </div>
    </div>
  )
}
