import {
  Button,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useMachines } from '../../../api/machines.ts'
import { formatAgo, formatBytes } from '../../../components/format.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { PullDialog } from '../../images/pull/pull-dialog.tsx'
import { PullsPanel } from '../../images/pull/pulls-panel.tsx'
import { Pair, Section, TextField } from './fields.tsx'
import { useCreateForm } from './form-context.ts'
import { FitMessage } from './isolation-field.tsx'
import { TextCombobox } from './text-combobox.tsx'

const useStyles = makeStyles({
  find: { alignSelf: 'flex-start', marginTop: '-4px' },
  facts: { margin: '-4px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

/** Which image, whether it is here, and what the container is called. */
export function ImageStep() {
  const styles = useStyles()
  const { values, set, image, machine, facts, problemAt } = useCreateForm()
  const row = useMachines().byId.get(machine)
  const [pulling, setPulling] = useState<{ reference: string; search: boolean } | null>(null)
  const typed = values.image.trim()
  const tags = image.rows.flatMap((row) => row.tags).sort()
  const problem = problemAt('image')
  const missing =
    typed !== '' && image.known && !image.row && (problem === undefined || problem === words.imageNotLocalProblem)
  const { details } = image
  return (
    <Section>
      <Field
        label={words.image}
        required
        hint={image.known && image.rows.length === 0 ? words.noLocalImages : words.imageHint}
        validationMessage={missing ? undefined : problem}
      >
        <TextCombobox
          name="image"
          value={values.image}
          options={tags}
          showLabel={words.showImages}
          onChange={(value) => set({ image: value })}
        />
      </Field>
      <Button
        className={styles.find}
        size="small"
        appearance="subtle"
        icon={<SearchRegular />}
        onClick={() => setPulling({ reference: '', search: true })}
      >
        {words.findImage}
      </Button>
      {image.row && details && (
        <p className={styles.facts}>
          {words.imageLocal(
            details.os === 'windows'
              ? words.imageBuild(details.osVersion)
              : words.imageSystem(details.os, details.architecture),
            formatBytes(image.row.size),
            formatAgo(image.row.created),
          )}
        </p>
      )}
      {missing && (
        <MessageBar intent="warning" layout="multiline" politeness="polite">
          <MessageBarBody>
            <MessageBarTitle>{words.imageNotLocal(typed)}</MessageBarTitle> {words.imageNotLocalHint}
          </MessageBarBody>
          <MessageBarActions>
            <Button appearance="primary" onClick={() => setPulling({ reference: typed, search: false })}>
              {words.pullFirst}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {missing && <PullsPanel machine={machine} />}
      {pulling && row && (
        <PullDialog
          machine={row}
          reference={pulling.reference}
          find={pulling.search ? (facts.os === 'windows' ? 'base' : 'hub') : null}
          onStarted={(reference) => set({ image: reference })}
          onClose={() => setPulling(null)}
        />
      )}
      <FitMessage quiet />
      <Pair>
        <TextField name="name" label={words.name} hint={words.nameHint} />
        <TextField name="platform" label={words.platform} hint={words.platformHint} placeholder={`${facts.os}/amd64`} />
      </Pair>
    </Section>
  )
}
