import { Field, Input, MessageBar, MessageBarBody, Select } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { formatSize } from '../../../../preload/contract/command-line/size.ts'
import type { ContainerDetails } from '../../../../preload/contract/containers.ts'
import { api } from '../../../api/client.ts'
import { showToast } from '../../../frame/toasts.tsx'
import { containerStrings } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { cpuLimit, readInspect } from '../details/inspect-shown.ts'
import { refreshDetails } from '../details/use-details.ts'
import { ActionDialog } from './action-dialog.tsx'
import { type LimitsForm, type LimitsNow, limitsAction, type PolicyName, readLimits } from './limits.ts'

const words = containerStrings.limits
const POLICIES = Object.keys(words.policies) as PolicyName[]

function limitsOf(details: ContainerDetails): LimitsNow {
  const shown = readInspect(details.inspect)
  const { name, maximumRetryCount = 0 } = details.spec.restartPolicy
  const { Memory, MemorySwap } = shown.HostConfig
  return { cpus: cpuLimit(shown), memory: Memory, memorySwap: MemorySwap, policy: name, retries: maximumRetryCount }
}

/** K3: processors, memory and restart policy of a container as it is; Windows takes the restart policy only. */
export function LimitsDialog({ details, onClose }: { details: ContainerDetails; onClose: () => void }) {
  const { machine } = useContainerActions()
  const now = useMemo(() => limitsOf(details), [details])
  const [form, setForm] = useState<LimitsForm>({
    cpus: now.cpus === null ? '' : String(now.cpus),
    memory: now.memory > 0 ? formatSize(now.memory) : '',
    policy: now.policy,
    retries: String(now.retries),
  })
  const { facts } = machine
  const host = facts ?? { cpus: 1024, memory: Number.MAX_SAFE_INTEGER, os: 'linux' as const }
  const { limits, problems, changed } = readLimits(form, now, host)
  const { id, name } = details.row
  const set = (change: Partial<LimitsForm>) => setForm({ ...form, ...change })
  const isWindows = host.os === 'windows'
  const ok = changed && Object.keys(problems).length === 0
  const change = async (): Promise<void> => {
    const { warnings } = await api.containers.updateLimits({ machine: machine.id, container: id, limits })
    await refreshDetails(machine.id, id)
    showToast({
      title: words.changed,
      body: warnings.length > 0 ? `${words.warnings}: ${warnings.join(' ')}` : undefined,
      intent: warnings.length > 0 ? 'warning' : 'success',
    })
  }
  return (
    <ActionDialog
      title={isWindows ? words.titleRestart(name) : words.title(name)}
      confirm={isWindows ? words.applyRestart : words.apply}
      disabled={!ok}
      action={ok ? limitsAction(name, limits, now, host.cpus) : null}
      onConfirm={change}
      onClose={onClose}
    >
      {isWindows ? (
        <MessageBar intent="info">
          <MessageBarBody>{words.windows}</MessageBarBody>
        </MessageBar>
      ) : (
        <>
          <Field
            label={words.cpus}
            hint={words.cpusHint(host.cpus)}
            validationMessage={problems.cpus}
            validationState={problems.cpus ? 'error' : 'none'}
          >
            <Input value={form.cpus} inputMode="decimal" onChange={(_, { value }) => set({ cpus: value })} />
          </Field>
          <Field
            label={words.memory}
            hint={now.memory > 0 ? words.memoryHintSet : words.memoryHint}
            validationMessage={problems.memory}
            validationState={problems.memory ? 'error' : 'none'}
          >
            <Input value={form.memory} onChange={(_, { value }) => set({ memory: value })} />
          </Field>
        </>
      )}
      <Field label={words.restart}>
        <Select value={form.policy} onChange={(_, { value }) => set({ policy: value as PolicyName })}>
          {POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {words.policies[policy]}
            </option>
          ))}
        </Select>
      </Field>
      {form.policy === 'on-failure' && (
        <Field
          label={words.retries}
          validationMessage={problems.retries}
          validationState={problems.retries ? 'error' : 'none'}
        >
          <Input value={form.retries} inputMode="numeric" onChange={(_, { value }) => set({ retries: value })} />
        </Field>
      )}
    </ActionDialog>
  )
}
