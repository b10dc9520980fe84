import { Button, Field, makeStyles, Radio, RadioGroup, Slider, Switch, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { Settings, SettingsChange } from '../../../preload/contract/app.ts'
import { inWindow } from '../../api/door.ts'
import { saveSettings, useAppInfo, useSettings } from '../../api/settings.ts'
import { NumberSetting } from '../../components/number-setting.tsx'
import { Page } from '../../components/page-layout.tsx'
import { Section } from '../../components/section.tsx'
import { UnlockSecretsDialog } from '../../components/unlock-secrets-dialog.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { settingsStrings as words } from '../../strings/settings.ts'
import { TextSetting } from './text-setting.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '24px', maxWidth: '640px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  switches: { display: 'flex', flexDirection: 'column' },
  button: { alignSelf: 'flex-start' },
})

const save = (change: SettingsChange) => void saveSettings(change).catch(showFailure)

export function SettingsPage() {
  const styles = useStyles()
  return (
    <Page title={words.title} scrolls>
      <div className={styles.root}>
        <Appearance />
        <Terminal />
        <Logs />
        <Notifications />
        <Secrets />
        <About />
      </div>
    </Page>
  )
}

function Appearance() {
  const styles = useStyles()
  const theme = useSettings((settings) => settings.theme)
  const zoom = useSettings((settings) => settings.zoom)
  return (
    <Section title={words.appearance}>
      <Field label={words.theme} hint={words.themeHint}>
        <RadioGroup
          layout="horizontal"
          value={theme}
          onChange={(_, { value }) => save({ theme: value as Settings['theme'] })}
        >
          {(['system', 'light', 'dark'] as const).map((each) => (
            <Radio key={each} value={each} label={words.themes[each]} />
          ))}
        </RadioGroup>
      </Field>
      {inWindow ? (
        <Field label={`${words.zoom}: ${words.zoomValue(zoom)}`}>
          <Slider
            min={50}
            max={300}
            step={10}
            value={Math.round(zoom * 100)}
            aria-valuetext={words.zoomValue(zoom)}
            onChange={(_, { value }) => save({ zoom: value / 100 })}
          />
        </Field>
      ) : (
        <p className={styles.text}>{words.zoomBrowser}</p>
      )}
    </Section>
  )
}

function Terminal() {
  const styles = useStyles()
  const terminal = useSettings((settings) => settings.terminal)
  const change = (part: Partial<Settings['terminal']>) => save({ terminal: { ...terminal, ...part } })
  return (
    <Section title={words.terminal}>
      <NumberSetting
        label={words.fontSize}
        min={8}
        max={40}
        value={terminal.fontSize}
        onChange={(fontSize) => fontSize !== null && change({ fontSize })}
      />
      <TextSetting
        label={words.fontFamily}
        hint={words.fontFamilyHint}
        value={terminal.fontFamily}
        onChange={(fontFamily) => change({ fontFamily })}
      />
      <NumberSetting
        label={words.scrollback}
        min={0}
        max={100_000}
        value={terminal.scrollback}
        onChange={(scrollback) => scrollback !== null && change({ scrollback })}
      />
      <div className={styles.switches}>
        <Switch
          label={words.copyOnSelect}
          checked={terminal.copyOnSelect}
          onChange={(_, { checked }) => change({ copyOnSelect: checked })}
        />
        <Switch
          label={words.warnPaste}
          checked={terminal.warnOnMultiLinePaste}
          onChange={(_, { checked }) => change({ warnOnMultiLinePaste: checked })}
        />
        <Field hint={words.screenReaderHint}>
          <Switch
            label={words.screenReader}
            checked={terminal.screenReader}
            onChange={(_, { checked }) => change({ screenReader: checked })}
          />
        </Field>
      </div>
    </Section>
  )
}

function Logs() {
  const styles = useStyles()
  const log = useSettings((settings) => settings.log)
  const change = (part: Partial<Settings['log']>) => save({ log: { ...log, ...part } })
  return (
    <Section title={words.log}>
      <p className={styles.text}>{words.logHint}</p>
      <div className={styles.switches}>
        {(['timestamps', 'wrap', 'follow'] as const).map((each) => (
          <Switch
            key={each}
            label={words[each]}
            checked={log[each]}
            onChange={(_, { checked }) => change({ [each]: checked })}
          />
        ))}
      </div>
      <NumberSetting
        label={words.tail}
        hint={words.tailHint}
        min={0}
        max={10_000_000}
        optional
        value={log.tail}
        onChange={(tail) => change({ tail })}
      />
    </Section>
  )
}

function Notifications() {
  const on = useSettings((settings) => settings.notifications)
  return (
    <Section title={words.notifications}>
      <Switch
        label={words.notificationsLabel}
        checked={on}
        onChange={(_, { checked }) => save({ notifications: checked })}
      />
    </Section>
  )
}

/** C6: where keys and passwords go, said plainly. */
function Secrets() {
  const styles = useStyles()
  const info = useAppInfo()
  const [asking, setAsking] = useState(false)
  if (!info) return null
  return (
    <Section title={words.secrets}>
      <p className={styles.text}>{words.secretStates[info.secrets]}</p>
      {(info.secrets === 'file-locked' || info.secrets === 'memory') && (
        <Button className={styles.button} onClick={() => setAsking(true)}>
          {info.secrets === 'memory' ? words.makeFile : words.unlock}
        </Button>
      )}
      {asking && <UnlockSecretsDialog onClose={() => setAsking(false)} onUnlocked={() => setAsking(false)} />}
    </Section>
  )
}

function About() {
  const styles = useStyles()
  const info = useAppInfo()
  if (!info) return null
  return (
    <Section title={words.about}>
      <p className={styles.text}>
        {words.version(info.version)}. {words.runsOn(info.hostName, words.doors[info.door])}
      </p>
    </Section>
  )
}
