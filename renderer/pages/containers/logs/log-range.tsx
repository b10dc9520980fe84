import {
  Button,
  Checkbox,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from '@fluentui/react-components'
import { FilterRegular } from '@fluentui/react-icons'
import type { Settings } from '../../../../preload/contract/app.ts'
import { logStrings as words } from '../../../strings/logs.ts'

/** Local date and time as the browser's field gives them (`2026-11-28T09:30`); empty is no limit. */
export interface LogTimes {
  since: string
  until: string
}

export const ANY_TIME: LogTimes = { since: '', until: '' }

/** Seconds since the epoch; undefined when the field is empty. */
export function secondsOf(local: string): number | undefined {
  const time = new Date(local).getTime()
  return local === '' || Number.isNaN(time) ? undefined : time / 1000
}

const TAILS = [1000, 10_000, 100_000, null]
const AGO_MINUTES = { '15m': 15, '1h': 60, '24h': 1440 }

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px', width: '300px', maxWidth: '90vw' },
  quick: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
})

function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19)
}

interface LogRangeProps {
  log: Settings['log']
  times: LogTimes
  onLog: (log: Settings['log']) => void
  onTimes: (times: LogTimes) => void
}

/** Which lines are read: how many, from when to when, of which streams. */
export function LogRange({ log, times, onLog, onTimes }: LogRangeProps) {
  const styles = useStyles()
  const limited = times.since !== '' || times.until !== ''
  const ago = (minutes: number): void =>
    onTimes({ ...times, since: localTime(new Date(Date.now() - minutes * 60_000)) })
  return (
    <Popover trapFocus positioning="below-start">
      <PopoverTrigger disableButtonEnhancement>
        <Button size="small" icon={<FilterRegular />}>
          {words.rangeShort(log.tail, limited)}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={words.range}>
        <div className={styles.form}>
          <Field label={words.lines}>
            <Dropdown
              value={words.tail(log.tail)}
              selectedOptions={[String(log.tail)]}
              onOptionSelect={(_, { optionValue }) =>
                onLog({ ...log, tail: optionValue === 'null' || !optionValue ? null : Number(optionValue) })
              }
            >
              {TAILS.map((tail) => (
                <Option key={String(tail)} value={String(tail)} text={words.tail(tail)}>
                  {words.tail(tail)}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <Field label={words.exactSince}>
            <Input
              type="datetime-local"
              step={1}
              value={times.since}
              onChange={(_, { value }) => onTimes({ ...times, since: value })}
            />
          </Field>
          <div className={styles.quick}>
            {(['15m', '1h', '24h'] as const).map((key) => (
              <Button key={key} size="small" onClick={() => ago(AGO_MINUTES[key])}>
                {words.sinceOptions[key]}
              </Button>
            ))}
          </div>
          <Field label={words.exactUntil}>
            <Input
              type="datetime-local"
              step={1}
              value={times.until}
              onChange={(_, { value }) => onTimes({ ...times, until: value })}
            />
          </Field>
          {/* Focusable still, or Escape would no longer reach the box once it was pressed. */}
          <Button size="small" disabledFocusable={!limited} onClick={() => onTimes(ANY_TIME)}>
            {words.clearTimes}
          </Button>
          <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
            <legend>{words.streams}</legend>
            {(['stdout', 'stderr'] as const).map((stream) => (
              <Checkbox
                key={stream}
                label={words[stream]}
                checked={log[stream]}
                // At least one of them, or there is nothing to read.
                disabled={log[stream] && !log[stream === 'stdout' ? 'stderr' : 'stdout']}
                onChange={(_, { checked }) => onLog({ ...log, [stream]: checked === true })}
              />
            ))}
          </fieldset>
        </div>
      </PopoverSurface>
    </Popover>
  )
}
