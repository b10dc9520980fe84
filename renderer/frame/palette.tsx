import { Dialog, DialogSurface, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useReturnFocus } from '../components/use-return-focus.ts'
import { paletteStrings as words } from '../strings/palette.ts'
import { ExplainText } from './explain-text.tsx'
import { findEntries, type PaletteEntry } from './palette-entries.ts'
import { usePaletteEntries } from './use-palette-entries.tsx'
import { setPaletteOpen, useWindowState } from './window-state.ts'

const useStyles = makeStyles({
  surface: {
    position: 'fixed',
    top: '48px',
    bottom: 'auto',
    margin: '0 auto',
    width: 'min(640px, calc(100vw - 32px))',
    maxWidth: 'none',
    maxHeight: 'calc(100vh - 96px)',
    padding: '8px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    overflow: 'hidden',
  },
  input: {
    width: '100%',
    height: '36px',
    flexShrink: 0,
    padding: '0 12px',
    font: 'inherit',
    fontSize: tokens.fontSizeBase400,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    '::placeholder': { color: tokens.colorNeutralForeground3, opacity: 1 },
    ':focus': { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-1px' },
  },
  list: { overflowY: 'auto', minHeight: 0, margin: 0, padding: 0 },
  group: { padding: '8px 12px 4px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  option: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '32px',
    padding: '0 12px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    '@media (forced-colors: active)': { forcedColorAdjust: 'none', color: 'CanvasText' },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight', color: 'HighlightText' },
  },
  label: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flexShrink: 1 },
  hint: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    minWidth: 0,
    '@media (forced-colors: active)': { color: 'inherit' },
  },
  nothing: { padding: '12px', color: tokens.colorNeutralForeground3 },
})

/** A pasted text of this kind is an error, not a search. */
const looksLikeError = (text: string) => text.trim().includes('\n') || text.length > 100

/** Ctrl+K: commands, containers, images, connections, and the table of known errors. */
export function Palette() {
  useReturnFocus()
  const styles = useStyles()
  const id = useId()
  const given = useWindowState(({ paletteText }) => paletteText)
  const [text, setText] = useState(given)
  const [explaining, setExplaining] = useState<string | null>(null)
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const all = usePaletteEntries((about) => setExplaining(about), text)
  const entries = useMemo(() => findEntries(all, text), [all, text])
  const current = Math.min(chosen, entries.length - 1)
  const close = () => setPaletteOpen(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the option is found in the page, once it is painted
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    if (!entry.stays) close()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const wrapped = Math.abs(step) === 1 ? (current + step + entries.length) % entries.length : current + step
      setChosen(Math.max(0, Math.min(entries.length - 1, wrapped)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(entries[current])
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text')
    if (!looksLikeError(pasted)) return
    event.preventDefault()
    setExplaining(pasted)
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface className={styles.surface} aria-label={words.title}>
        {explaining !== null ? (
          <ExplainText text={explaining} onBack={() => setExplaining(null)} onDone={close} />
        ) : (
          <>
            <input
              className={styles.input}
              autoFocus
              role="combobox"
              aria-label={words.title}
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={entries[current] ? `${id}-${current}` : undefined}
              aria-autocomplete="list"
              placeholder={words.placeholder}
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
            />
            {entries.length === 0 && <div className={styles.nothing}>{words.nothing}</div>}
            <div ref={list} className={styles.list} role="listbox" id={`${id}-list`} aria-label={words.title}>
              {entries.map((entry, index) => (
                <div key={entry.id} role="presentation">
                  {entry.group !== entries[index - 1]?.group && (
                    <div className={styles.group} role="presentation">
                      {entry.group}
                    </div>
                  )}
                  {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keys */}
                  <div
                    id={`${id}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === current}
                    className={mergeClasses(styles.option, index === current && styles.chosen)}
                    onClick={() => run(entry)}
                    onMouseMove={() => setChosen(index)}
                  >
                    <span className={styles.label}>{entry.label}</span>
                    {entry.hint && <span className={styles.hint}>{entry.hint}</span>}
                  </div>
                </div>
              ))}
            </div>
          </>
        )}
      </DialogSurface>
    </Dialog>
  )
}
