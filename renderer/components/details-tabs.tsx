import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Overflow,
  OverflowItem,
  Tab,
  TabList,
  Tooltip,
  tokens,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { componentStrings as words } from '../strings/components.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    padding: '0 8px',
    minWidth: 0,
    overflow: 'hidden',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
})

interface TabName {
  id: string
  label: string
}

interface Props {
  label: string
  tabs: readonly TabName[]
  chosen: string | undefined
  /** Start of the ids in the document: `PREFIX-TAB` of a tab, `PREFIX-panel` of what it shows. */
  prefix: string
  onTab: (tab: string) => void
}

/** Tabs in one line; those that find no room are in a menu at its end. The chosen one always has room. */
export function DetailsTabs({ label, tabs, chosen, prefix, onTab }: Props) {
  const styles = useStyles()
  return (
    <Overflow minimumVisible={1} padding={16}>
      <div className={styles.bar}>
        <TabList
          size="small"
          selectedValue={chosen}
          aria-label={label}
          onTabSelect={(_, { value }) => onTab(String(value))}
        >
          {tabs.map((tab) => (
            <OverflowItem key={tab.id} id={tab.id} priority={tab.id === chosen ? 2 : 1}>
              <Tab value={tab.id} id={`${prefix}-${tab.id}`} aria-controls={`${prefix}-panel`}>
                {tab.label}
              </Tab>
            </OverflowItem>
          ))}
        </TabList>
        <MoreTabs tabs={tabs} onTab={onTab} />
      </div>
    </Overflow>
  )
}

function MoreTabs({ tabs, onTab }: Pick<Props, 'tabs' | 'onTab'>) {
  const { ref, isOverflowing } = useOverflowMenu<HTMLButtonElement>()
  if (!isOverflowing) return null
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words.moreTabs} relationship="label">
          <Button ref={ref} appearance="subtle" size="small" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {tabs.map((tab) => (
            <HiddenTab key={tab.id} tab={tab} onTab={onTab} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function HiddenTab({ tab, onTab }: { tab: TabName; onTab: (tab: string) => void }) {
  const isVisible = useIsOverflowItemVisible(tab.id)
  return isVisible ? null : <MenuItem onClick={() => onTab(tab.id)}>{tab.label}</MenuItem>
}
