import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { type RefObject, useState } from 'react'
import type { ImageRow } from '../../../../preload/contract/images.ts'
import { api } from '../../../api/client.ts'
import { useLive } from '../../../api/live.ts'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { CatalogueList } from './catalogue-list.tsx'
import { hostIn, registriesOf } from './repository-names.ts'

/** Registries of the engine's images that are offered; more can be written. */
const SHOWN = 6

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  ask: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px' },
  field: { flex: '1 1 260px' },
  known: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  start: { margin: 0, color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
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
          <Input
            value={text}
            onChange={(_, data) => setText(data.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              show(typed)
            }}
          />
        </Field>
        <Button className={styles.button} disabled={typed === ''} onClick={() => show(typed)}>
          {words.show}
        </Button>
      </div>
      {known.length > 0 && (
        <div className={styles.known}>
          <span className={styles.quiet}>{words.knownRegistries}</span>
          {known.slice(0, SHOWN).map((host) => (
            <Button
              key={host}
              size="small"
              onClick={() => {
                setText(host)
                show(host)
              }}
            >
              {host}
            </Button>
          ))}
        </div>
      )}
      {registry === null ? (
        known.length === 0 && <p className={styles.start}>{words.registryStart}</p>
      ) : (
        <CatalogueList key={registry} machine={machine} registry={registry} list={list} onRepository={onRepository} />
      )}
    </div>
  )
}
