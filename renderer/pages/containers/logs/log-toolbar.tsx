import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToggleButton,
  Tooltip,
} from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  ArrowSyncRegular,
  ClockRegular,
  CopyRegular,
  SearchRegular,
  TextWrapRegular,
} from '@fluentui/react-icons'
import type { Settings } from '../../../../preload/contract/app.ts'
import { PageToolbar } from '../../../components/toolbar.tsx'
import { logStrings as words } from '../../../strings/logs.ts'
import { LogRange, type LogTimes } from './log-range.tsx'

export type CopyWhat = 'selection' | 'visible' | 'all'

interface LogToolbarProps {
  log: Settings['log']
  times: LogTimes
  marked: boolean
  /** The log is no longer read: offer to. */
  over: boolean
  onLog: (log: Settings['log']) => void
  onTimes: (times: LogTimes) => void
  onFind: () => void
  onCopy: (what: CopyWhat) => void
  onDownload: () => void
  onRead: () => void
}

/** Everything that can be done with a log; what is chosen is remembered. */
export function LogToolbar(props: LogToolbarProps) {
  const { log, times, marked, over, onLog, onTimes, onFind, onCopy, onDownload, onRead } = props
  const toggle = (key: 'follow' | 'timestamps' | 'wrap') => onLog({ ...log, [key]: !log[key] })
  return (
    <PageToolbar label={words.toolbar}>
      <Tooltip content={words.followHint} relationship="description">
        <ToggleButton size="small" icon={<ArrowSyncRegular />} checked={log.follow} onClick={() => toggle('follow')}>
          {words.follow}
        </ToggleButton>
      </Tooltip>
      <ToggleButton size="small" icon={<TextWrapRegular />} checked={log.wrap} onClick={() => toggle('wrap')}>
        {words.wrap}
      </ToggleButton>
      <ToggleButton size="small" icon={<ClockRegular />} checked={log.timestamps} onClick={() => toggle('timestamps')}>
        {words.timestamps}
      </ToggleButton>
      <LogRange log={log} times={times} onLog={onLog} onTimes={onTimes} />
      <Tooltip content={words.findHint} relationship="label">
        <Button size="small" icon={<SearchRegular />} onClick={onFind} />
      </Tooltip>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={words.copy} relationship="label">
            <Button size="small" icon={<CopyRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem disabled={!marked} secondaryContent="Ctrl+C" onClick={() => onCopy('selection')}>
              {words.copySelection}
            </MenuItem>
            <MenuItem onClick={() => onCopy('visible')}>{words.copyVisible}</MenuItem>
            <MenuItem onClick={() => onCopy('all')}>{words.copyAll}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Tooltip content={words.download} relationship="label">
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={onDownload} />
      </Tooltip>
      {over && (
        <Button size="small" onClick={onRead}>
          {words.readAgain}
        </Button>
      )}
    </PageToolbar>
  )
}
