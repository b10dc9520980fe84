import { json } from '@codemirror/lang-json'
import { foldGutter, foldKeymap, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { makeStyles, tokens } from '@fluentui/react-components'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { CodeViewProps } from './code-view.tsx'

const useStyles = makeStyles({
  root: { flex: 1, minHeight: '160px', minWidth: 0, overflow: 'hidden', '& .cm-editor': { height: '100%' } },
})

const theme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: tokens.colorNeutralForeground1, fontSize: '13px' },
  '&.cm-focused': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: tokens.fontFamilyMonospace, lineHeight: '1.45' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  '.cm-content': { caretColor: tokens.colorNeutralForeground1 },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: `${tokens.colorBrandBackground2} !important`,
  },
  '.cm-searchMatch': { backgroundColor: tokens.colorPaletteYellowBackground2 },
  '.cm-searchMatch-selected': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  '.cm-panels': { backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 },
  '.cm-panels button, .cm-panels input': {
    backgroundColor: tokens.colorNeutralBackground1,
    backgroundImage: 'none',
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: '4px',
    fontSize: '13px',
    padding: '2px 8px',
  },
})

const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.propertyName, color: tokens.colorBrandForeground1 },
    { tag: tags.string, color: tokens.colorNeutralForeground1 },
    { tag: tags.number, color: tokens.colorPaletteMarigoldForeground2 },
    { tag: [tags.bool, tags.null], color: tokens.colorPaletteBerryForeground2 },
  ]),
)

/** CodeMirror; colours come from the theme's tokens, so it follows light, dark and contrast by itself. */
export function CodeEditor({ text, label, language = 'json', onChange }: CodeViewProps) {
  const styles = useStyles()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const change = useRef(onChange)
  change.current = onChange
  const editable = onChange !== undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is brought in by the effect below
  useEffect(() => {
    if (!host.current) return
    const extensions: Extension[] = [
      lineNumbers(),
      foldGutter(),
      search({ top: true }),
      highlightSelectionMatches(),
      keymap.of([...searchKeymap, ...foldKeymap]),
      theme,
      highlighting,
      EditorState.readOnly.of(!editable),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) change.current?.(update.state.doc.toString())
      }),
    ]
    if (language === 'json') extensions.push(json())
    const made = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: host.current })
    view.current = made
    return () => made.destroy()
  }, [label, language, editable])

  useEffect(() => {
    const current = view.current
    // A document knows lines, not how they ended: \r\n is no other text.
    const shown = text.replace(/\r\n?/g, '\n')
    if (!current || current.state.doc.toString() === shown) return
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: shown } })
  }, [text])

  return <div ref={host} className={styles.root} />
}
