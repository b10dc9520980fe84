import type { ISearchOptions } from '@xterm/addon-search'
import { useEffect, useState } from 'react'
import { terminalStrings as words } from '../strings/terminal.ts'
import { EMPTY_QUERY, FindBar, type FindQuery } from './find-bar.tsx'
import type { MountedTerminal } from './mounted-terminals.ts'

/** Readable on the terminal's dark and light grounds alike. */
const DECORATIONS = {
  matchBackground: '#7a5c00',
  matchOverviewRuler: '#c19c00',
  activeMatchBackground: '#c75c00',
  activeMatchColorOverviewRuler: '#f7630c',
}

/** Ctrl+F in a terminal: its screen and scrollback. */
export function TerminalFind({ mounted }: { mounted: MountedTerminal }) {
  const [query, setQuery] = useState<FindQuery>(EMPTY_QUERY)
  const { found, finding: asked } = mounted.useUi()
  const { text, ...options } = query
  const bad = query.regex && !isExpression(text)
  const find = (back: boolean, more: ISearchOptions = {}): void => {
    if (text === '' || bad) mounted.instance.endFind()
    else mounted.instance.find(text, back, { ...options, ...more, decorations: DECORATIONS })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: searched anew when the query changes, not each render
  useEffect(() => find(true, { incremental: true }), [query])
  const close = (): void => {
    mounted.instance.endFind()
    mounted.useUi.setState({ finding: 0, found: null })
    mounted.instance.xterm.focus()
  }
  return (
    <FindBar
      query={query}
      asked={asked}
      status={text === '' ? '' : bad ? words.badRegex : statusOf(found)}
      onChange={setQuery}
      onStep={find}
      onClose={close}
    />
  )
}

function statusOf(found: { index: number; count: number } | null): string {
  if (!found || found.count === 0) return words.noResults
  return found.index < 0 ? words.manyResults(found.count) : words.resultOf(found.index + 1, found.count)
}

function isExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text))
  } catch {
    return false
  }
}
