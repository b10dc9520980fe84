import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import type { RunLine } from '../../../preload/contract/setup.ts'
import { api } from '../../api/client.ts'
import { toExplained } from '../../api/errors.ts'
import { setupStrings as words } from '../../strings/setup.ts'

/** Lines that are kept on the page; the journal has them all. */
const mostLines = 2000

const useStyles = makeStyles({
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  box: {
    height: '360px',
    overflow: 'auto',
    padding: '8px 12px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    // Where the person's own colours take the ground away, the edge stays.
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  line: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', minHeight: '18px' },
  call: { color: tokens.colorBrandForeground1 },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** What the run says, as it comes; it follows the end while the person is there. */
export function RunOutput({ run }: { run: string }) {
  const styles = useStyles()
  const [lines, setLines] = useState<readonly RunLine[]>([])
  const [failure, setFailure] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      for await (const batch of await api.setup.output({ run }, { signal: stop.signal })) {
        setLines((before) => [...before, ...batch.lines].slice(-mostLines))
      }
    }
    read().catch((error: unknown) => {
      if (!stop.signal.aborted) setFailure(toExplained(error).message)
    })
    return () => stop.abort()
  }, [run])
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines move the end
  useEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [lines])
  const tone = (kind: RunLine['kind']) =>
    kind === 'call' || kind === 'error' || kind === 'warning'
      ? styles[kind]
      : kind === 'output'
        ? undefined
        : styles.quiet
  return (
    <section aria-labelledby="run-output">
      <h2 id="run-output" className={styles.heading}>
        {words.output}
      </h2>
      <div
        ref={box}
        className={styles.box}
        role="log"
        aria-labelledby="run-output"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollTop + clientHeight >= scrollHeight - 8
        }}
      >
        {lines.length === 0 && <span className={styles.quiet}>{failure || words.noOutput}</span>}
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
          <div key={index} className={mergeClasses(styles.line, tone(line.kind))}>
            {line.kind === 'call' ? `PS> ${line.text}` : line.text}
          </div>
        ))}
      </div>
    </section>
  )
}
