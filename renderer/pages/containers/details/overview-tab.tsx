import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CopyAddRegular, RenameRegular, SaveMultipleRegular } from '@fluentui/react-icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ContainerDetails, ContainerRow } from '../../../../preload/contract/containers.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { formatAgo, formatMemory } from '../../../components/format.ts'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { effectiveIsolation } from '../possible-actions.ts'
import { EnvironmentSection } from './environment-section.tsx'
import { type Fact, FactList, Section } from './fact-list.tsx'
import { cpuLimit, readInspect } from './inspect-shown.ts'
import { MountsSection, NetworksSection, PortsSection } from './reach-sections.tsx'
import { StateNotice } from './state-notice.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '12px 16px 24px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  link: {
    color: tokens.colorBrandForegroundLink,
    '@media (forced-colors: active)': { color: 'LinkText' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  id: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
})

const at = (time: number | null) => (time === null ? '' : `${new Date(time).toLocaleString()} (${formatAgo(time)})`)

function inputText({ tty, openStdin }: ContainerDetails): string {
  if (tty) return openStdin ? words.facts.interactive : words.facts.terminalOnly
  return openStdin ? words.facts.inputOnly : words.facts.noInput
}

/** What a container is, and what can be changed about it. */
export function OverviewTab({ row, details }: { row: ContainerRow; details: ContainerDetails }) {
  const styles = useStyles()
  const { machine, ask } = useContainerActions()
  const navigate = useNavigate()
  const shown = useMemo(() => readInspect(details.inspect), [details.inspect])
  const isolation = effectiveIsolation(details.isolation, machine.facts)
  const isDefault = details.isolation !== 'process' && details.isolation !== 'hyperv'
  const isWindows = machine.facts?.os === 'windows'
  const cpus = cpuLimit(shown)
  const { Memory } = shown.HostConfig
  const f = words.facts
  const id = (text: string) => (
    <span className={styles.id}>
      {text.replace('sha256:', '').slice(0, 12)}
      <CopyButton text={text} label={words.copyId} />
    </span>
  )
  const facts: Fact[] = [
    { term: f.id, value: id(row.id), monospace: true },
    {
      term: f.image,
      value: (
        <Link
          className={styles.link}
          to="/images/$machine"
          params={{ machine: machine.id }}
          search={{ open: row.imageId }}
        >
          {row.image}
        </Link>
      ),
    },
    { term: f.command, value: [shown.Path, ...(shown.Args ?? [])].join(' '), monospace: true },
    { term: f.created, value: at(row.created) },
    { term: f.started, value: at(details.startedAt) },
    { term: f.finished, value: row.state === 'exited' ? at(details.finishedAt) : '' },
    { term: f.isolation, value: isolation && (isDefault ? f.isolationDefault(isolation) : isolation) },
    { term: f.terminal, value: inputText(details) },
    { term: f.user, value: shown.Config.User },
    { term: f.workingDirectory, value: shown.Config.WorkingDir, monospace: true },
    { term: f.hostname, value: shown.Config.Hostname },
    { term: f.project, value: row.composeProject },
    { term: f.service, value: row.composeService },
  ]
  const labels = Object.entries(row.labels).map(([term, value]): Fact => ({ term, value: value || '""' }))
  const { limits } = words
  return (
    <div className={styles.root}>
      <StateNotice
        row={row}
        restarts={shown.RestartCount}
        endedAgo={details.finishedAt === null ? '' : formatAgo(details.finishedAt)}
        outOfMemory={shown.State.OOMKilled}
        error={row.state === 'running' ? '' : shown.State.Error}
      />
      <div className={styles.actions}>
        <Button size="small" icon={<RenameRegular />} onClick={() => ask({ kind: 'rename', row })}>
          {words.rename}
        </Button>
        <Button size="small" icon={<SaveMultipleRegular />} onClick={() => ask({ kind: 'commit', details })}>
          {words.commit.button}
        </Button>
        <Button
          size="small"
          icon={<CopyAddRegular />}
          onClick={() =>
            void navigate({
              to: '/containers/$machine/create',
              params: { machine: machine.id },
              search: { from: row.id },
            })
          }
        >
          {words.duplicate}
        </Button>
      </div>
      <Section title={f.heading}>
        <FactList facts={facts} />
      </Section>
      <Section
        title={limits.heading}
        end={
          <Button size="small" appearance="subtle" onClick={() => ask({ kind: 'limits', details })}>
            {isWindows ? limits.changeRestart : limits.change}
          </Button>
        }
      >
        <FactList
          facts={[
            { term: limits.cpus, value: cpus === null ? limits.none : String(cpus) },
            { term: limits.memory, value: Memory > 0 ? formatMemory(Memory) : limits.none },
            { term: limits.restart, value: restartText(details.restartPolicy) },
            { term: limits.restarts, value: shown.RestartCount > 0 ? String(shown.RestartCount) : '' },
          ]}
        />
      </Section>
      <PortsSection row={row} />
      <MountsSection shown={shown} />
      <NetworksSection shown={shown} />
      <EnvironmentSection variables={shown.Config.Env ?? []} />
      <Section title={words.labels.heading} nothing={labels.length === 0 && words.labels.none}>
        <FactList facts={labels} />
      </Section>
    </div>
  )
}

function restartText(policy: string): string {
  const [name = 'no', tries] = policy.split(':')
  const text = words.limits.policies[name as keyof typeof words.limits.policies] ?? name
  return tries ? `${text} (${tries})` : text
}
