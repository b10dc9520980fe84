import {
  Button,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToolbarDivider,
  Tooltip,
} from '@fluentui/react-components'
import { AddRegular, MoreHorizontalRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { containerStrings as words } from '../../strings/containers.ts'
import { ACTION_ICONS } from './action-icons.tsx'
import { useContainerActions } from './actions-context.ts'
import { ContainerMenuItems } from './container-menu.tsx'
import { isInState, type StateFilter } from './container-state.tsx'
import { actedOn } from './possible-actions.ts'

const FILTERS = Object.keys(words.filters) as StateFilter[]
const BULK = ['start', 'stop', 'restart'] as const

interface Props {
  all: readonly ContainerRow[]
  selected: readonly ContainerRow[]
  filter: StateFilter
  onFilter: (filter: StateFilter) => void
}

/** The primary action, what can be done with the selected containers, and the filter by state. */
export function ListToolbar({ all, selected, filter, onFilter }: Props) {
  const { machine, run, ask } = useContainerActions()
  const navigate = useNavigate()
  return (
    <>
      <Button
        size="small"
        appearance="primary"
        icon={<AddRegular />}
        onClick={() => void navigate({ to: '/containers/$machine/create', params: { machine: machine.id } })}
      >
        {words.create}
      </Button>
      {selected.length > 0 && (
        <>
          {BULK.map((kind) => (
            <Button
              key={kind}
              size="small"
              appearance="subtle"
              icon={ACTION_ICONS[kind]}
              disabled={actedOn(kind, selected).length === 0}
              onClick={() => void run(selected, { kind })}
            >
              {words.actions[kind]}
            </Button>
          ))}
          <Button
            size="small"
            appearance="subtle"
            icon={ACTION_ICONS.remove}
            onClick={() => ask({ kind: 'remove', rows: selected })}
          >
            {words.actions.remove}
          </Button>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Tooltip content={words.more} relationship="label">
                <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} />
              </Tooltip>
            </MenuTrigger>
            <MenuPopover>
              <MenuList hasIcons>
                <ContainerMenuItems rows={selected} />
              </MenuList>
            </MenuPopover>
          </Menu>
        </>
      )}
      <ToolbarDivider style={{ padding: 0 }} />
      <Menu
        checkedValues={{ state: [filter] }}
        onCheckedValueChange={(_, { checkedItems }) => onFilter((checkedItems[0] ?? 'all') as StateFilter)}
      >
        <MenuTrigger disableButtonEnhancement>
          <MenuButton size="small" appearance="subtle" aria-label={`${words.filterByState}: ${words.filters[filter]}`}>
            {words.filters[filter]}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <StateItems all={all} />
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  )
}

/** The states to choose from, each with how many are in it; counted only where the menu is open. */
function StateItems({ all }: { all: readonly ContainerRow[] }) {
  return FILTERS.map((each) => (
    <MenuItemRadio
      key={each}
      name="state"
      value={each}
      secondaryContent={String(all.filter((row) => isInState(row, each)).length)}
    >
      {words.filters[each]}
    </MenuItemRadio>
  ))
}
