import { Button, makeStyles } from '@fluentui/react-components'
import { familiarName, parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import { searchStrings as words } from '../../../strings/image-search.ts'

const useStyles = makeStyles({ root: { alignSelf: 'flex-start' }, name: { overflowWrap: 'anywhere' } })

interface Props {
  registry: string
  /** What was typed. */
  text: string
  /** Names that are on show already. */
  known: readonly string[]
  onRepository: (repository: string) => void
}

/** No catalogue is complete: what was typed may be the name of a repository that it does not tell. */
export function Directly({ registry, text, known, onRepository }: Props) {
  const styles = useStyles()
  const repository = repositoryIn(registry, text)
  if (!repository || known.includes(text)) return null
  return (
    <Button size="small" className={styles.root} onClick={() => onRepository(repository)}>
      <span className={styles.name}>{words.directly(repository)}</span>
    </Button>
  )
}

/** The repository that a text names within a registry, as it is pulled; null when it names none. */
export function repositoryIn(registry: string, text: string): string | null {
  if (text === '') return null
  const parsed = parseImageReference(text.startsWith(`${registry}/`) ? text : `${registry}/${text}`)
  if (!parsed.ok || parsed.value.registry !== registry) return null
  return familiarName(registry, parsed.value.repository)
}
