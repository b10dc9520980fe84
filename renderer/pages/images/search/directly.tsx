import { Button, makeStyles } from '@fluentui/react-components'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { repositoryIn } from './repository-names.ts'

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
