import { Checkbox, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { query } from '../../../api/client.ts'
import { createStrings as words } from '../../../strings/create-container.ts'
import { useCreateForm } from './form-context.ts'
import { RowList } from './row-list.tsx'
import { emptyVolume, type VolumeRow } from './rows.ts'
import { TextCombobox } from './text-combobox.tsx'

const useStyles = makeStyles({ path: { '& input': { fontFamily: tokens.fontFamilyMonospace } } })

/** Folders of the host and volumes that the container sees. */
export function StorageStep() {
  const styles = useStyles()
  const { values, set, facts, machine, problemAt } = useCreateForm()
  const volumes = useQuery(query.containers.volumes.queryOptions({ input: { machine } }))
  const names = (volumes.data ?? []).map(({ name }) => name)
  // A Windows engine knows no option besides ro.
  const options = facts.os === 'linux' || values.volumes.some((row) => row.options !== '')
  const readOnly = words.volumeReadOnly
  return (
    <RowList<VolumeRow>
      title={words.volumes}
      hint={words.volumesHint[facts.os]}
      empty={words.noVolumes}
      rows={values.volumes}
      columns={`minmax(0, 3fr) minmax(0, 3fr) 72px ${options ? 'minmax(0, 1fr)' : ''}`}
      heads={[words.volumeSource, words.volumeTarget, readOnly, ...(options ? [words.volumeOptions] : [])]}
      add={words.addVolume}
      newRow={emptyVolume}
      onChange={(volumes) => set({ volumes })}
      problem={(row) => problemAt('volumes', row)}
    >
      {(row, change, index, described) => (
        <>
          <TextCombobox
            monospace
            aria-label={words.rowOf(words.volumeSource, index + 1)}
            aria-describedby={described}
            aria-invalid={described !== undefined}
            value={row.source}
            options={names}
            showLabel={words.showVolumes}
            placeholder={words.volumeSourcePlaceholder[facts.os]}
            onChange={(value) => change({ source: value })}
          />
          <Input
            className={styles.path}
            aria-label={words.rowOf(words.volumeTarget, index + 1)}
            aria-describedby={described}
            aria-invalid={described !== undefined}
            value={row.target}
            placeholder={words.volumeTargetPlaceholder[facts.os]}
            onChange={(_, { value }) => change({ target: value })}
            spellCheck={false}
          />
          <Checkbox
            aria-label={words.rowOf(readOnly, index + 1)}
            checked={row.readOnly}
            onChange={(_, { checked }) => change({ readOnly: checked === true })}
          />
          {options && (
            <Input
              aria-label={words.rowOf(words.volumeOptions, index + 1)}
              aria-describedby={described}
              value={row.options}
              onChange={(_, { value }) => change({ options: value })}
              spellCheck={false}
            />
          )}
        </>
      )}
    </RowList>
  )
}
