import { Button, Input, makeStyles, tokens } from '@fluentui/react-components'
import { ClipboardPasteRegular } from '@fluentui/react-icons'
import { type ClipboardEvent, useState } from 'react'
import { createStrings as words } from '../../../strings/create-container.ts'
import { useCreateForm } from './form-context.ts'
import type { PairRow } from './form-values.ts'
import { mergePairs, readPairs } from './pairs.ts'
import { PasteLinesDialog } from './paste-lines-dialog.tsx'
import { RowList } from './row-list.tsx'

const useStyles = makeStyles({ value: { '& input': { fontFamily: tokens.fontFamilyMonospace } } })

export function EnvironmentStep() {
  return (
    <>
      <Pairs
        field="environment"
        title={words.environment}
        hint={words.environmentHint}
        empty={words.noVariables}
        add={words.addVariable}
        pasteTitle={words.pasteVariablesTitle}
      />
      <Pairs
        field="labels"
        title={words.labels}
        hint={words.labelsHint}
        empty={words.noLabels}
        add={words.addLabel}
        pasteTitle={words.pasteLabelsTitle}
      />
    </>
  )
}

interface Props {
  field: 'environment' | 'labels'
  title: string
  hint: string
  empty: string
  add: string
  pasteTitle: string
}

function Pairs({ field, title, hint, empty, add, pasteTitle }: Props) {
  const styles = useStyles()
  const { values, set, problemAt } = useCreateForm()
  const [pasting, setPasting] = useState(false)
  const rows = values[field]
  const addRows = (added: PairRow[]) => set({ [field]: mergePairs(rows, added) })
  // Several lines, or one whole NAME=VALUE, dropped into a field are rows and not one name.
  const paste = (event: ClipboardEvent) => {
    const { rows: found, refused } = readPairs(event.clipboardData.getData('text'))
    if (found.length === 0 || refused.length > 0) return
    event.preventDefault()
    addRows(found)
  }
  return (
    <>
      <RowList<PairRow>
        title={title}
        hint={hint}
        empty={empty}
        rows={rows}
        columns="minmax(0, 2fr) minmax(0, 3fr)"
        heads={[words.pairName, words.pairValue]}
        add={add}
        newRow={{ name: '', value: '' }}
        onChange={(changed) => set({ [field]: changed })}
        problem={(row) => problemAt(field, row)}
        more={
          <Button size="small" icon={<ClipboardPasteRegular />} onClick={() => setPasting(true)}>
            {words.pasteLines}
          </Button>
        }
      >
        {(row, change, index, described) => (
          <>
            <Input
              aria-label={`${title}: ${words.rowOf(words.pairName, index + 1)}`}
              aria-describedby={described}
              aria-invalid={described !== undefined}
              value={row.name}
              onPaste={paste}
              onChange={(_, { value }) => change({ name: value })}
              autoComplete="off"
              spellCheck={false}
            />
            <Input
              className={styles.value}
              aria-label={`${title}: ${words.rowOf(words.pairValue, index + 1)}`}
              value={row.value}
              onChange={(_, { value }) => change({ value })}
              autoComplete="off"
              spellCheck={false}
            />
          </>
        )}
      </RowList>
      {pasting && (
        <PasteLinesDialog
          title={pasteTitle}
          onClose={() => setPasting(false)}
          onAdd={(added) => {
            addRows(added)
            setPasting(false)
          }}
        />
      )}
    </>
  )
}
