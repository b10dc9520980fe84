import { Button, Combobox, Field, makeStyles, Option } from '@fluentui/react-components'
import { type RefObject, useState } from 'react'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { ImageRow } from '../../../../preload/contract/images.ts'
import { api } from '../../../api/client.ts'
import { useLive } from '../../../api/live.ts'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { CatalogueList } from './catalogue-list.tsx'
import { Nothing } from './nothing.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  ask: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px' },
  field: { flex: '1 1 260px' },
  combobox: { minWidth: 0, width: '100%' },
  // Beside the box, below its label.
  button: { marginTop: '24px' },
})

interface Props {
  machine: string
  list: RefObject<HTMLDivElement | null>
  onRepository: (repository: string) => void
}

/** I3: any registry by its address; those from which images came before are offered. */
export function OtherRegistry({ machine, list, onRepository }: Props) {
  const styles = useStyles()
  const [text, setText] = useState('')
  const [registry, setRegistry] = useState<string | null>(null)
  const { rows } = useLive<ImageRow>(['images', machine], (signal) => api.images.watch({ machine }, { signal }))
  const known = registriesOf(rows)
  const typed = hostIn(text)
  const show = (host: string) => {
    if (host) setRegistry(host)
  }
  return (
    <div className={styles.root}>
      <div className={styles.ask}>
        <Field className={styles.field} label={words.registry} hint={words.registryHint}>
          <Combobox
            className={styles.combobox}
            freeform
            value={text}
            onChange={(event) => setText(event.target.value)}
            onOptionSelect={(_, { optionValue = '' }) => {
              setText(optionValue)
              show(optionValue)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isDefaultPrevented()) return
              event.preventDefault()
              show(typed)
            }}
          >
            {known.map((host) => (
              <Option key={host} value={host}>
                {host}
              </Option>
            ))}
          </Combobox>
        </Field>
        <Button className={styles.button} disabled={typed === ''} onClick={() => show(typed)}>
          {words.show}
        </Button>
      </div>
      {registry === null ? (
        <Nothing title={words.registryStart} hint="" />
      ) : (
        <CatalogueList key={registry} machine={machine} registry={registry} list={list} onRepository={onRepository} />
      )}
    </div>
  )
}

/** What is pasted may be an address of a page: the host is what counts. */
function hostIn(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
}

/** The registries that images of the engine come from, without those that have a tab of their own. */
export function registriesOf(rows: readonly Pick<ImageRow, 'tags' | 'digests'>[]): string[] {
  const hosts = rows.flatMap(({ tags, digests }) =>
    [...tags, ...digests].flatMap((name) => {
      const parsed = parseImageReference(name)
      return parsed.ok ? [parsed.value.registry] : []
    }),
  )
  return [...new Set(hosts)].filter((host) => host !== 'docker.io' && host !== 'mcr.microsoft.com').sort()
}
