import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  ToggleButton,
  Tooltip,
} from '@fluentui/react-components'
import { ColumnTripleRegular, GroupListRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { componentStrings as words } from '../../strings/components.ts'
import { PageToolbar } from '../toolbar.tsx'
import type { GridColumn, GridGrouping } from './column.ts'
import { useGridStyles } from './styles.ts'

interface Props<Row> {
  label: string
  children: ReactNode
  filter: string
  onFilter: (filter: string) => void
  columns: readonly GridColumn<Row>[]
  shown: (id: string) => boolean
  onToggleColumn: (id: string) => void
  groupings: readonly GridGrouping<Row>[]
  /** The one that is on. */
  grouping: GridGrouping<Row> | null
  onGroup: (grouping: GridGrouping<Row> | null) => void
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input,textarea,select,[contenteditable="true"],.xterm') !== null
}

/** The bar above a list: what the page puts first, then filter (`/` focuses it), grouping and column chooser. */
export function GridToolbar<Row>(props: Props<Row>) {
  const styles = useGridStyles()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"],[role="alertdialog"]')) return
      event.preventDefault()
      box.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const shown = props.columns.filter(({ id }) => props.shown(id)).map(({ id }) => id)
  return (
    <PageToolbar
      label={props.label}
      end={
        <>
          <SearchBox
            className={styles.filter}
            size="small"
            input={{ ref: box }}
            aria-label={words.filter}
            placeholder={words.filterHint}
            value={props.filter}
            onChange={(_, { value }) => props.onFilter(value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && props.filter !== '') {
                event.stopPropagation()
                props.onFilter('')
              }
            }}
          />
          <Grouping groupings={props.groupings} grouping={props.grouping} onGroup={props.onGroup} />
          <Menu checkedValues={{ columns: shown }}>
            <MenuTrigger disableButtonEnhancement>
              <Tooltip content={words.columns} relationship="label">
                <Button size="small" appearance="subtle" icon={<ColumnTripleRegular />} />
              </Tooltip>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {props.columns.map(({ id, header }, index) => (
                  <MenuItemCheckbox
                    key={id}
                    name="columns"
                    value={id}
                    disabled={index === 0}
                    persistOnClick
                    onClick={() => props.onToggleColumn(id)}
                  >
                    {header}
                  </MenuItemCheckbox>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        </>
      }
    >
      {props.children}
    </PageToolbar>
  )
}

/** One grouping is a switch, several are a menu. */
function Grouping<Row>({ groupings, grouping, onGroup }: Pick<Props<Row>, 'groupings' | 'grouping' | 'onGroup'>) {
  const [only] = groupings
  if (!only) return null
  if (groupings.length === 1) {
    return (
      <Tooltip content={only.label} relationship="label">
        <ToggleButton
          size="small"
          appearance="subtle"
          icon={<GroupListRegular />}
          checked={grouping !== null}
          onClick={() => onGroup(grouping ? null : only)}
        />
      </Tooltip>
    )
  }
  const choose = (label: string | undefined) => onGroup(groupings.find((each) => each.label === label) ?? null)
  return (
    <Menu
      checkedValues={{ grouping: [grouping?.label ?? ''] }}
      onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words.groupBy} relationship="label">
          <Button size="small" appearance={grouping ? 'secondary' : 'subtle'} icon={<GroupListRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="grouping" value="">
            {words.noGroups}
          </MenuItemRadio>
          {groupings.map(({ label }) => (
            <MenuItemRadio key={label} name="grouping" value={label}>
              {label}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
