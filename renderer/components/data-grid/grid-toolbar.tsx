import {
  Button,
  Menu,
  MenuItemCheckbox,
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
import type { GridColumn } from './column.ts'
import { useGridStyles } from './styles.ts'

interface Props<Row> {
  label: string
  children: ReactNode
  filter: string
  onFilter: (filter: string) => void
  columns: readonly GridColumn<Row>[]
  shown: (id: string) => boolean
  onToggleColumn: (id: string) => void
  grouping?: { label: string; on: boolean; toggle: () => void }
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
          {props.grouping && (
            <Tooltip content={props.grouping.label} relationship="label">
              <ToggleButton
                size="small"
                appearance="subtle"
                icon={<GroupListRegular />}
                checked={props.grouping.on}
                onClick={props.grouping.toggle}
              />
            </Tooltip>
          )}
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
