import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { ChevronDownRegular, PlugConnectedRegular } from '@fluentui/react-icons'
import { useMatches, useNavigate } from '@tanstack/react-router'
import { useCurrentMachine, useMachines } from '../api/machines.ts'
import { saveSettings } from '../api/settings.ts'
import { PracticeBadge } from '../components/practice-badge.tsx'
import { MachineStateDot } from '../components/state-dot.tsx'
import { machineStateWords, frameStrings as words } from '../strings/frame.ts'
import { machineSummary } from './machine-summary.ts'

const useStyles = makeStyles({
  button: {
    maxWidth: '100%',
    minWidth: 0,
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
  },
  name: {
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: '24px',
    // While the summary is shown, that one is cut first; any shrinking would put an ellipsis here.
    flexShrink: 0,
    maxWidth: '200px',
    '@media (max-width: 1100px)': { flexShrink: 1 },
  },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    '& > :not(:first-child, :nth-last-child(2))': { flexShrink: 0 },
  },
  summary: {
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '@media (max-width: 1100px)': { display: 'none' },
  },
  // Drawn in place, it must lie above the rail.
  popover: { maxWidth: 'min(560px, 90vw)', maxHeight: '70vh', zIndex: 10 },
  // Fluent's own 300 px break the names of servers.
  item: { maxWidth: 'none' },
  content: { minWidth: 0 },
  label: { display: 'flex', alignItems: 'center', gap: '8px', minWidth: 0 },
  itemName: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  state: { whiteSpace: 'nowrap' },
})

/** Changes the current machine; a page of the machine before becomes the same page of the new one. */
export function useSwitchMachine(): (id: string) => void {
  const navigate = useNavigate()
  const matches = useMatches()
  return (id) => {
    void saveSettings({ currentMachine: id }).catch(() => {})
    const route = matches[matches.length - 1]?.routeId
    if (route?.startsWith('/containers/')) void navigate({ to: '/containers/$machine', params: { machine: id } })
    if (route?.startsWith('/images/')) void navigate({ to: '/images/$machine', params: { machine: id } })
  }
}

export function ConnectionSwitcher() {
  const styles = useStyles()
  const navigate = useNavigate()
  const switchTo = useSwitchMachine()
  const { rows } = useMachines()
  const current = useCurrentMachine()
  // Of one name, the address tells them apart.
  const namesakes = (name: string) => rows.filter((row) => row.name === name).length
  if (!current) {
    return (
      <Button appearance="subtle" icon={<PlugConnectedRegular />} onClick={() => void navigate({ to: '/connections' })}>
        {words.noConnection}
      </Button>
    )
  }
  return (
    // In place: what opens belongs to the top bar's landmark.
    <Menu inline checkedValues={{ machine: [current.id] }}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} aria-description={words.connection}>
          <span className={styles.line}>
            <span className={styles.name}>{current.name}</span>
            <PracticeBadge machine={current} />
            <MachineStateDot state={current.state} />
            <span className={styles.summary}>{machineSummary(current)}</span>
            <ChevronDownRegular aria-hidden="true" />
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {rows.map((machine) => (
            <MenuItemRadio
              key={machine.id}
              name="machine"
              value={machine.id}
              className={styles.item}
              content={{ className: styles.content }}
              secondaryContent={{ className: styles.state, children: machineStateWords[machine.state.kind] }}
              subText={namesakes(machine.name) > 1 ? machine.url : undefined}
              onClick={() => switchTo(machine.id)}
            >
              <span className={styles.label}>
                <span className={styles.itemName}>{machine.name}</span>
                <PracticeBadge machine={machine} />
              </span>
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem icon={<PlugConnectedRegular />} onClick={() => void navigate({ to: '/connections' })}>
            {words.manageConnections}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
