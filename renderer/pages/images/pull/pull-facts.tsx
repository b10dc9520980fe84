import {
  Dropdown,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Option,
  Spinner,
} from '@fluentui/react-components'
import type { PullCheck } from '../../../../preload/contract/images.ts'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { formatBytes } from '../../../components/format.ts'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import { formatPlatform } from '../names.ts'
import type { PullVerdict } from './judge-pull.ts'
import type { Asked } from './use-pull-check.ts'

const useStyles = makeStyles({
  line: { margin: 0 },
  platform: { maxWidth: '360px' },
})

interface Props {
  asked: Asked<PullCheck>
  platform: string
  onPlatform: (platform: string) => void
}

/** What the registry told: size, platforms, or why it could not be asked. */
export function PullFacts({ asked, platform, onPlatform }: Props) {
  const styles = useStyles()
  if (asked.state === 'idle') return null
  const answer = asked.state === 'answered' ? asked.answer : null
  const problem = asked.state === 'failed' ? asked.error : answer?.problem
  const offered = answer?.platforms ?? []
  const choices = [...new Set([...(platform ? [platform] : []), ...offered.map(formatPlatform)])]
  return (
    <>
      {asked.state === 'asking' && <Spinner size="tiny" labelPosition="after" label={words.asking} />}
      {problem && <ErrorPanel error={problem} />}
      {answer && !problem && (
        <p className={styles.line} aria-live="polite">
          {answer.size === null ? words.sizeUnknown : words.download(formatBytes(answer.size))}
        </p>
      )}
      {choices.length > 1 && (
        <Field label={words.platform} hint={words.platformHint} className={styles.platform}>
          <Dropdown
            value={platform || words.platformDefault}
            selectedOptions={[platform]}
            onOptionSelect={(_, { optionValue }) => onPlatform(optionValue ?? '')}
          >
            <Option value="">{words.platformDefault}</Option>
            {choices.map((choice) => (
              <Option key={choice} value={choice} text={choice}>
                {versionsOf(choice, offered)}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
    </>
  )
}

/** Windows images come in several versions of one platform; the engine takes the one that fits its build. */
function versionsOf(choice: string, offered: PullCheck['platforms']): string {
  const versions = offered
    .filter((each) => formatPlatform(each) === choice && each.osVersion)
    .map((each) => each.osVersion)
  return versions.length > 0 ? `${choice} (${versions.join(', ')})` : choice
}

/** What speaks against the pull, before the download. */
export function PullWarnings({ verdict, engine }: { verdict: PullVerdict; engine: 'windows' | 'linux' }) {
  const { wrongOs, fit, support } = verdict
  return (
    <>
      {wrongOs && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.mismatch}</MessageBarTitle>
            {words.wrongOs(words.osNames[wrongOs], words.osNames[engine])}
          </MessageBarBody>
        </MessageBar>
      )}
      {fit && fit.verdict !== 'ok' && (
        <MessageBar intent={fit.verdict === 'refuse' ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{fit.verdict === 'refuse' ? words.mismatch : words.careful}</MessageBarTitle>
            {fit.reason} {fit.remedy}
          </MessageBarBody>
        </MessageBar>
      )}
      {support && support.state !== 'mainstream' && (
        <MessageBar intent={support.state === 'ended' ? 'warning' : 'info'} layout="multiline">
          <MessageBarBody>{support.sentence}</MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}
