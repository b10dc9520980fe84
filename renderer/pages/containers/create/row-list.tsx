import { Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createStrings as words } from '../../../strings/create-container.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '6px', minWidth: 0 },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  title: {
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  rows: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  grid: { display: 'grid', gap: '8px', alignItems: 'center' },
  head: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  problem: { margin: '2px 0 0', color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
  empty: { margin: 0, color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: '8px' },
})

interface Props<Row> {
  title: string
  hint: string
  empty: string
  rows: readonly Row[]
  /** Widths of the columns, without the one for removing. */
  columns: string
  heads: readonly string[]
  add: string
  newRow: Row
  onChange: (rows: Row[]) => void
  problem: (row: number) => string | undefined
  /** The fields of a row; `described` names the problem below it. */
  children: (row: Row, change: (part: Partial<Row>) => void, index: number, described: string | undefined) => ReactNode
  more?: ReactNode
}

/** A table of things that are typed in, a row each, with what is wrong below the row. */
export function RowList<Row>(props: Props<Row>) {
  const { title, hint, empty, rows, columns, heads, add, newRow, onChange, problem, children, more } = props
  const styles = useStyles()
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const focusLast = useRef(false)
  const count = rows.length
  // A new row is there to be typed into.
  useEffect(() => {
    if (!focusLast.current || count === 0) return
    focusLast.current = false
    list.current?.lastElementChild?.querySelector('input')?.focus()
  }, [count])
  const grid = { gridTemplateColumns: `${columns} 32px` }
  const remove = (index: number) => {
    onChange(rows.filter((_, other) => other !== index))
    addButton.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out in a flex column
    <div className={styles.root} role="group" aria-labelledby={id}>
      <h3 className={styles.title} id={id}>
        {title}
      </h3>
      <p className={styles.hint}>{hint}</p>
      {count === 0 ? (
        <p className={styles.empty}>{empty}</p>
      ) : (
        <>
          <div className={mergeClasses(styles.grid, styles.head)} style={grid} aria-hidden="true">
            {heads.map((head) => (
              <span key={head}>{head}</span>
            ))}
          </div>
          <ul className={styles.rows} ref={list}>
            {rows.map((row, index) => {
              const found = problem(index)
              const change = (part: Partial<Row>) =>
                onChange(rows.map((other, at) => (at === index ? { ...other, ...part } : other)))
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows hold no state of their own
                <li key={index}>
                  <div className={styles.grid} style={grid}>
                    {children(row, change, index, found ? `${id}-${index}` : undefined)}
                    <Tooltip content={words.remove(words.rowOf(title, index + 1))} relationship="label">
                      <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(index)} />
                    </Tooltip>
                  </div>
                  {found && (
                    <p className={styles.problem} id={`${id}-${index}`} role="alert">
                      {found}
                    </p>
                  )}
                </li>
              )
            })}
          </ul>
        </>
      )}
      <div className={styles.actions}>
        <Button
          size="small"
          ref={addButton}
          icon={<AddRegular />}
          onClick={() => {
            focusLast.current = true
            onChange([...rows, { ...newRow }])
          }}
        >
          {add}
        </Button>
        {more}
      </div>
    </div>
  )
}
