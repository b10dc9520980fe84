import { Button, Input, makeStyles, ToggleButton, Tooltip, tokens } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular, DismissRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { terminalStrings as words } from '../strings/terminal.ts'

export interface FindQuery {
  text: string
  caseSensitive: boolean
  wholeWord: boolean
  regex: boolean
}

export const EMPTY_QUERY: FindQuery = { text: '', caseSensitive: false, wholeWord: false, regex: false }

export interface FindBarProps {
  query: FindQuery
  /** Grows with each Ctrl+F: the box gets the keyboard again. */
  asked: number
  /** "3 of 12", announced politely. */
  status: string
  onChange: (query: FindQuery) => void
  onStep: (back: boolean) => void
  onClose: () => void
}

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    zIndex: 5,
    top: '4px',
    right: '20px',
    maxWidth: 'calc(100% - 28px)',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px',
    padding: '4px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
  },
  input: { width: '180px' },
  status: {
    minWidth: '84px',
    padding: '0 6px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
  },
  toggle: {
    minWidth: '28px',
    width: '28px',
    fontFamily: tokens.fontFamilyMonospace,
    padding: 0,
    // Drawn, not text: a sign of two letters is no part of the button's name (WCAG 2.5.3).
    '::before': { content: 'attr(data-sign)' },
  },
})

const TOGGLES = [
  { key: 'caseSensitive', sign: 'Aa', label: words.caseSensitive },
  { key: 'wholeWord', sign: 'ab', label: words.wholeWord },
  { key: 'regex', sign: '.*', label: words.regex },
] as const

/** The search box of terminals and logs: Enter goes on, Shift+Enter back, Escape closes. */
export function FindBar({ query, asked, status, onChange, onStep, onClose }: FindBarProps) {
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [asked])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'F3' || (event.key === 'Enter' && event.target === input.current)) onStep(event.shiftKey)
    else if (event.key === 'f' && event.ctrlKey) input.current?.select()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className={styles.root} aria-label={words.find} onKeyDown={onKeyDown}>
      <Input
        ref={input}
        size="small"
        className={styles.input}
        aria-label={words.find}
        placeholder={words.find}
        value={query.text}
        onChange={(_, { value }) => onChange({ ...query, text: value })}
      />
      <span className={styles.status} role="status">
        {status}
      </span>
      {TOGGLES.map(({ key, sign, label }) => (
        <Tooltip key={key} content={label} relationship="label">
          <ToggleButton
            size="small"
            appearance="subtle"
            className={styles.toggle}
            data-sign={sign}
            checked={query[key]}
            onClick={() => onChange({ ...query, [key]: !query[key] })}
          />
        </Tooltip>
      ))}
      <Tooltip content={`${words.findPrevious} (Shift+Enter)`} relationship="label">
        <Button size="small" appearance="subtle" icon={<ArrowUpRegular />} onClick={() => onStep(true)} />
      </Tooltip>
      <Tooltip content={`${words.findNext} (Enter)`} relationship="label">
        <Button size="small" appearance="subtle" icon={<ArrowDownRegular />} onClick={() => onStep(false)} />
      </Tooltip>
      <Tooltip content={`${words.closeFind} (Esc)`} relationship="label">
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
      </Tooltip>
    </search>
  )
}
