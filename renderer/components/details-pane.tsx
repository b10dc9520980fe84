import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { componentStrings as words } from '../strings/components.ts'
import { DetailsTabs } from './details-tabs.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 50%',
    minWidth: 'min(420px, 100%)',
    minHeight: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // Name and state take a line of their own where the actions leave them too little.
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    padding: '8px 8px 0 16px',
    minHeight: '40px',
  },
  name: { display: 'flex', alignItems: 'center', gap: '8px', minWidth: 0, maxWidth: '100%' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  state: { marginLeft: '4px', flexShrink: 0 },
  actions: { display: 'flex', gap: '4px', marginLeft: 'auto', flexShrink: 0 },
  body: { flex: 1, minHeight: 0, overflow: 'auto', display: 'flex', flexDirection: 'column' },
})

export interface DetailsTab {
  id: string
  label: string
  /** Rendered only while it is chosen. */
  render: () => ReactNode
}

export interface DetailsPaneProps {
  title: string
  /** A StateDot or the like beside the title. */
  state?: ReactNode
  actions?: ReactNode
  tabs: readonly DetailsTab[]
  /** From the address; an unknown one means the first. */
  tab: string | undefined
  onTab: (tab: string) => void
  onClose: () => void
}

/** The pane beside a list that shows one row; the page keeps what is open in the address. */
export function DetailsPane(props: DetailsPaneProps) {
  const styles = useStyles()
  const id = useId()
  const current = props.tabs.find((tab) => tab.id === props.tab) ?? props.tabs[0]
  const onKeyDown = (event: KeyboardEvent) => {
    // In a field, a terminal or a menu Escape has its own meaning.
    const own =
      event.target instanceof Element && event.target.closest('input,textarea,.xterm,.cm-editor,[role="menu"]')
    if (event.key === 'Escape' && !event.defaultPrevented && !own) props.onClose()
  }
  return (
    <aside className={styles.root} aria-label={`${words.details}: ${props.title}`} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <div className={styles.name}>
          <h2 className={styles.title} title={props.title}>
            {props.title}
          </h2>
          {props.state && <span className={styles.state}>{props.state}</span>}
        </div>
        <div className={styles.actions}>
          {props.actions}
          <Tooltip content={words.closeDetails} relationship="label">
            <Button appearance="subtle" icon={<DismissRegular />} onClick={props.onClose} />
          </Tooltip>
        </div>
      </div>
      {props.tabs.length > 1 && (
        <DetailsTabs label={props.title} tabs={props.tabs} chosen={current?.id} prefix={id} onTab={props.onTab} />
      )}
      <div
        className={styles.body}
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={props.tabs.length > 1 && current ? `${id}-${current.id}` : undefined}
        aria-label={props.tabs.length > 1 ? undefined : props.title}
      >
        {current?.render()}
      </div>
    </aside>
  )
}
