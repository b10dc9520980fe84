import { Field, Input, Select } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { api, query } from '../../../api/client.ts'
import { useLive } from '../../../api/live.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { Pair, Section, TextField } from './fields.tsx'
import { useCreateForm } from './form-context.ts'
import { mayShareNetwork, OF_CONTAINER } from './network-sharing.ts'
import { RowList } from './row-list.tsx'
import { emptyPort, type PortRow } from './rows.ts'
import { TextCombobox } from './text-combobox.tsx'

/** Network, names and published ports. */
export function NetworkStep() {
  const { values, set, problemAt } = useCreateForm()
  return (
    <>
      <Section>
        <Pair>
          <NetworkField />
          <TextField name="hostname" label={words.hostname} hint={words.hostnameHint} />
        </Pair>
      </Section>
      <RowList<PortRow>
        title={words.ports}
        hint={words.portsHint}
        empty={words.noPorts}
        rows={values.ports}
        columns="minmax(0, 1fr) minmax(0, 1fr) 88px"
        heads={[words.portHost, words.portContainer, words.portProtocol]}
        add={words.addPort}
        newRow={emptyPort}
        onChange={(ports) => set({ ports })}
        problem={(row) => problemAt('ports', row)}
      >
        {(row, change, index, described) => (
          <>
            <Input
              aria-label={words.rowOf(words.portHost, index + 1)}
              aria-describedby={described}
              aria-invalid={described !== undefined}
              value={row.host}
              placeholder={words.portHostPlaceholder}
              onChange={(_, { value }) => change({ host: value })}
            />
            <Input
              aria-label={words.rowOf(words.portContainer, index + 1)}
              aria-describedby={described}
              aria-invalid={described !== undefined}
              value={row.container}
              onChange={(_, { value }) => change({ container: value })}
            />
            <Select
              aria-label={words.rowOf(words.portProtocol, index + 1)}
              value={row.protocol}
              onChange={(_, { value }) => change({ protocol: value as PortRow['protocol'] })}
            >
              <option>tcp</option>
              <option>udp</option>
              <option>sctp</option>
            </Select>
          </>
        )}
      </RowList>
      <Section>
        <Pair>
          <TextField name="dns" label={words.dns} hint={words.dnsHint} />
        </Pair>
      </Section>
    </>
  )
}

function NetworkField() {
  const { values, set, facts, machine, problemAt } = useCreateForm()
  const networks = useQuery(query.containers.networks.queryOptions({ input: { machine } }))
  const known = networks.data ?? []
  const containers = useLive<ContainerRow>(['containers', machine], (signal) =>
    api.containers.watch({ machine }, { signal }),
  )
  const others = useMemo(() => containers.rows.map(({ name }) => name).sort(), [containers.rows])
  const shares = values.network.startsWith(OF_CONTAINER)
  const other = values.network !== '' && !shares && !known.some(({ name }) => name === values.network)
  return (
    <>
      <Field
        label={words.network}
        validationMessage={shares ? undefined : problemAt('network')}
        hint={networks.isError ? words.networksFailed : undefined}
      >
        <Select
          name="network"
          value={shares ? OF_CONTAINER : values.network}
          onChange={(_, { value }) => set({ network: value })}
        >
          <option value="">{words.networkDefault[facts.os]}</option>
          {known.map(({ name, driver }) => (
            <option key={name} value={name}>
              {words.networkOption(name, driver)}
            </option>
          ))}
          {other && <option>{values.network}</option>}
          {(shares || mayShareNetwork(values, facts)) && <option value={OF_CONTAINER}>{words.networkContainer}</option>}
        </Select>
      </Field>
      {shares && (
        <Field label={words.networkOf} hint={words.networkOfHint} validationMessage={problemAt('network')}>
          <TextCombobox
            value={values.network.slice(OF_CONTAINER.length)}
            options={others}
            showLabel={words.showContainers}
            onChange={(value) => set({ network: OF_CONTAINER + value })}
          />
        </Field>
      )}
    </>
  )
}
