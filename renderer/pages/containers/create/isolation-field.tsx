import {
  Button,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import type { ContainerSpec } from '../../../../preload/contract/container-spec.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { useCreateForm } from './form-context.ts'
import { hostOf, judgeImage } from './image-fit.ts'

const intents = { ok: 'success', warn: 'warning', refuse: 'error' } as const
const useStyles = makeStyles({
  hint: {
    margin: '0 0 4px 36px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    maxWidth: '640px',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** H2: what the container shares with the host, with advice, and whether image and host fit. Windows engines only. */
export function IsolationField() {
  const styles = useStyles()
  const { values, set, facts, offers, image } = useCreateForm()
  if (!offers('isolation')) return null
  const choices: ContainerSpec['isolation'][] = ['default', 'process', 'hyperv']
  const means = words.isolationNames[facts.defaultIsolation ?? 'process']
  return (
    <>
      <Field label={words.isolation}>
        <RadioGroup
          value={values.isolation}
          onChange={(_, { value }) => set({ isolation: value as ContainerSpec['isolation'] })}
        >
          {choices.map((each) => (
            <div key={each}>
              <Radio
                value={each}
                label={each === 'default' ? words.isolations.default(means) : words.isolations[each]}
              />
              {each !== 'default' && <p className={styles.hint}>{words.isolationHints[each]}</p>}
            </div>
          ))}
        </RadioGroup>
      </Field>
      <FitMessage />
      {!image.row && <p className={styles.note}>{words.isolationNoImage}</p>}
      {image.details && (hostOf(facts) === null || image.details.build === null) && image.details.os === facts.os && (
        <p className={styles.note}>{words.isolationUnknown}</p>
      )}
    </>
  )
}

/** The judgement on image and host, with the button that cures it; `quiet` says nothing when all is well. */
export function FitMessage({ quiet = false }: { quiet?: boolean }) {
  const { values, set, facts, hypervisor, image } = useCreateForm()
  const fit = judgeImage(facts, image.details, values.isolation, hypervisor)
  if (!fit || (quiet && fit.verdict === 'ok')) return null
  const { offer } = fit
  return (
    <MessageBar intent={intents[fit.verdict]} layout="multiline" politeness="polite">
      <MessageBarBody>
        <MessageBarTitle>{words.fits[fit.verdict]}</MessageBarTitle> {fit.reason} {fit.remedy}
      </MessageBarBody>
      {offer && (
        <MessageBarActions>
          <Button appearance="primary" onClick={() => set({ isolation: offer })}>
            {words.useIsolation[offer]}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
