import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { api } from '../../api/client.ts'
import { saveSettings } from '../../api/settings.ts'
import { DetailsPane } from '../../components/details-pane.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { MachineStateDot } from '../../components/state-dot.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { componentStrings } from '../../strings/components.ts'
import { connectionStrings as words } from '../../strings/connections.ts'
import { Facts } from './facts.tsx'
import { WriteOut } from './write-out.tsx'

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 16px' },
  address: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'text' },
})

interface Props {
  machine: MachineRow
  onClose: () => void
  onEdit: () => void
  onRename: () => void
  onRemove: () => void
}

/** One connection: its state and facts, and how to take it to the command line. */
export function ConnectionDetails({ machine, onClose, onEdit, onRename, onRemove }: Props) {
  const [tab, setTab] = useState<string | undefined>()
  const { id, state, source, problem } = machine
  const isOpen = state.kind !== 'closed' && state.kind !== 'failed'
  const connect = () => {
    const call = state.kind === 'failed' ? api.machines.retry({ machine: id }) : api.machines.open({ machine: id })
    call.catch(showFailure)
  }
  return (
    <DetailsPane
      title={machine.name}
      state={<MachineStateDot state={state} />}
      onClose={onClose}
      tab={tab}
      onTab={setTab}
      actions={
        <>
          {isOpen ? (
            <Button size="small" onClick={() => void api.machines.close({ machine: id }).catch(showFailure)}>
              {words.disconnect}
            </Button>
          ) : (
            problem === null && (
              <Button size="small" appearance="primary" onClick={connect}>
                {words.connect}
              </Button>
            )
          )}
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Tooltip content={componentStrings.moreActions} relationship="label">
                <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} />
              </Tooltip>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem onClick={() => void saveSettings({ currentMachine: id }).catch(showFailure)}>
                  {words.use}
                </MenuItem>
                {source === 'saved' && (
                  <>
                    <MenuItem onClick={onEdit}>{words.edit}</MenuItem>
                    <MenuItem onClick={onRename} secondaryContent="F2">
                      {words.rename}
                    </MenuItem>
                    <MenuItem onClick={onRemove} secondaryContent="Delete">
                      {words.remove}
                    </MenuItem>
                  </>
                )}
              </MenuList>
            </MenuPopover>
          </Menu>
        </>
      }
      tabs={[
        { id: 'facts', label: words.tabs.facts, render: () => <Overview machine={machine} /> },
        // What cannot be dialled cannot be written out.
        ...(problem === null
          ? [{ id: 'write-out', label: words.tabs.writeOut, render: () => <WriteOut machine={machine} /> }]
          : []),
      ]}
    />
  )
}

function Overview({ machine }: { machine: MachineRow }) {
  const styles = useStyles()
  const { state, encryption } = machine
  const retry = () => (machine.problem ? api.machines.rediscover() : api.machines.retry({ machine: machine.id }))
  const failure = machine.problem ?? (state.kind === 'failed' || state.kind === 'reconnecting' ? state.error : null)
  return (
    <div className={styles.body}>
      <span className={styles.address}>{machine.url}</span>
      {(encryption === 'plain' || encryption === 'unverified') && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{encryption === 'plain' ? words.plainWarning : words.unverifiedWarning}</MessageBarBody>
        </MessageBar>
      )}
      {failure && <ErrorPanel error={failure} onRetry={() => void retry().catch(showFailure)} />}
      <Facts machine={machine} />
    </div>
  )
}
