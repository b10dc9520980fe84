import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'

/** Rows that are seen at once, where there are as many. */
const SEEN = 7

const useStyles = makeStyles({
  list: {
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    position: 'relative',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-1px' },
  },
  body: { position: 'relative' },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    padding: '0 12px',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    boxShadow: `inset 2px 0 0 ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorNeutralBackground1Hover,
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
})

export interface PickListProps<Item> {
  /** Accessible name. */
  label: string
  items: readonly Item[]
  /** Unlike for each item. */
  keyOf: (item: Item) => string
  /** One line; its text is the option's name. */
  render: (item: Item) => ReactNode
  /** Pixels. */
  rowHeight: number
  /** The key of the item that was picked. */
  chosen?: string | null
  onPick: (item: Item) => void
  /** Left arrow or Backspace: back to where one came from. */
  onLeave?: () => void
  /** The item that the keys are at, or that was clicked last. */
  onActive?: (item: Item) => void
  /** The items in sight, after each change of them. */
  onSeen?: (items: readonly Item[]) => void
  ref?: RefObject<HTMLDivElement | null>
}

/** A list of any length to pick one item of, by mouse or keyboard. */
export function PickList<Item>(props: PickListProps<Item>) {
  const { items, keyOf, rowHeight, chosen = null, onPick, onSeen } = props
  const styles = useStyles()
  const id = useId()
  const own = useRef<HTMLDivElement>(null)
  const scroll = props.ref ?? own
  const [active, setActive] = useState<string | null>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows.at(-1)?.index ?? -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when what is in sight changes, not with each render
  useEffect(() => onSeen?.(items.slice(first, last + 1)), [items, first, last])
  const at = items.findIndex((item) => keyOf(item) === active)
  const moveTo = (index: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, index))]
    if (!next) return
    setActive(keyOf(next))
    props.onActive?.(next)
    virtual.scrollToIndex(Math.max(0, Math.min(items.length - 1, index)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const leaves = props.onLeave && (event.key === 'ArrowLeft' || event.key === 'Backspace')
    const picks = event.key === 'Enter' || event.key === ' '
    const to = moved(event.key, at, items.length)
    if (!leaves && !picks && to === null) return
    // Enter must not send the form around the list.
    event.preventDefault()
    const item = items[at]
    if (leaves) props.onLeave?.()
    else if (picks && item !== undefined) onPick(item)
    else if (to !== null) moveTo(to)
  }
  return (
    <div
      ref={scroll}
      className={styles.list}
      style={{ height: Math.min(items.length, SEEN) * rowHeight + 2 }}
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={at >= 0 && at >= first && at <= last ? `${id}-${at}` : undefined}
      onFocus={(event) => {
        // A click comes with its own item, and nothing may move under it before it is whole.
        if (at >= 0 || !event.currentTarget.matches(':focus-visible')) return
        const known = items.findIndex((item) => keyOf(item) === chosen)
        moveTo(Math.max(0, known))
      }}
      onKeyDown={onKeyDown}
    >
      <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="presentation">
        {rows.map(({ index, start }) => {
          const item = items[index]
          if (item === undefined) return null
          const key = keyOf(item)
          return (
            // The list has the focus and the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              key={key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={key === chosen}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className={mergeClasses(styles.row, index === at && styles.active, key === chosen && styles.chosen)}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => {
                setActive(key)
                props.onActive?.(item)
                onPick(item)
              }}
            >
              {props.render(item)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Where a key leads from the item `at`, may be beyond the ends; null for a key that leads nowhere. */
function moved(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1
    case 'ArrowUp':
      return at - 1
    case 'PageDown':
      return at + SEEN - 1
    case 'PageUp':
      return at - SEEN + 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
