import { Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import {
  BeakerRegular,
  CubeRegular,
  HistoryRegular,
  HomeRegular,
  LayerRegular,
  PanelLeftContractRegular,
  PanelLeftExpandRegular,
  PlugConnectedRegular,
  ServerRegular,
  SettingsRegular,
  WindowConsoleRegular,
} from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useCurrentMachine } from '../api/machines.ts'
import { saveSettings, useSettings } from '../api/settings.ts'
import { frameStrings as words } from '../strings/frame.ts'
import { useNarrow } from './use-narrow.ts'

const useStyles = makeStyles({
  rail: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '8px',
    width: '184px',
    flexShrink: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  narrow: { width: '48px', padding: '8px 4px' },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '36px',
    padding: '0 10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    position: 'relative',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '& svg': { fontSize: '20px', flexShrink: 0 },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground3Selected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '::before': {
      content: '""',
      position: 'absolute',
      left: '2px',
      top: '9px',
      bottom: '9px',
      width: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorCompoundBrandBackground,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
    },
    '& svg': { color: tokens.colorBrandForeground1 },
  },
  spacer: { flexGrow: 1 },
  toggle: { minWidth: '40px', width: '40px', alignSelf: 'flex-start' },
})

interface Entry {
  label: string
  icon: ReactElement
  to: string
  params?: { machine: string }
}

/** The pages that work. Pages of a machine lead to the current one, or to the connections while there is none. */
function useEntries(): { top: Entry[]; bottom: Entry[] } {
  const machine = useCurrentMachine()
  const params = machine ? { machine: machine.id } : undefined
  const of = (to: string) => (params ? { to, params } : { to: '/connections' })
  return {
    top: [
      { label: words.home, icon: <HomeRegular />, to: '/' },
      { label: words.setup, icon: <ServerRegular />, to: '/setup' },
      ...(params
        ? [
            { label: words.containers, icon: <CubeRegular />, ...of('/containers/$machine') },
            { label: words.images, icon: <LayerRegular />, ...of('/images/$machine') },
          ]
        : []),
      { label: words.terminals, icon: <WindowConsoleRegular />, to: '/terminals' },
      { label: words.history, icon: <HistoryRegular />, to: '/history' },
    ],
    bottom: [
      ...(machine?.source === 'practice' ? [{ label: words.practice, icon: <BeakerRegular />, to: '/practice' }] : []),
      { label: words.connections, icon: <PlugConnectedRegular />, to: '/connections' },
      { label: words.settings, icon: <SettingsRegular />, to: '/settings' },
    ],
  }
}

export function Rail() {
  const styles = useStyles()
  const { top, bottom } = useEntries()
  const collapsed = useSettings((settings) => settings.railCollapsed)
  const tight = useNarrow()
  const narrow = collapsed || tight
  const link = ({ label, icon, to, params }: Entry) => {
    const anchor = (
      <Link
        key={label}
        to={to}
        params={params}
        className={styles.link}
        activeOptions={{ exact: to === '/' }}
        activeProps={{ className: mergeClasses(styles.link, styles.active), 'aria-current': 'page' }}
        aria-label={narrow ? label : undefined}
      >
        {icon}
        {!narrow && <span>{label}</span>}
      </Link>
    )
    if (!narrow) return anchor
    return (
      <Tooltip key={label} content={label} relationship="label" positioning="after">
        {anchor}
      </Tooltip>
    )
  }
  return (
    <nav className={mergeClasses(styles.rail, narrow && styles.narrow)} aria-label={words.pages}>
      {top.map(link)}
      <div className={styles.spacer} />
      {bottom.map(link)}
      {!tight && (
        <Tooltip content={collapsed ? words.expandRail : words.collapseRail} relationship="label" positioning="after">
          <Button
            className={styles.toggle}
            appearance="subtle"
            icon={collapsed ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
            aria-expanded={!collapsed}
            onClick={() => void saveSettings({ railCollapsed: !collapsed }).catch(() => {})}
          />
        </Tooltip>
      )}
    </nav>
  )
}
