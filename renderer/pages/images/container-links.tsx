import { makeStyles, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { api } from '../../api/client.ts'
import { useLive } from '../../api/live.ts'
import { removalStrings as words } from '../../strings/images.ts'

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  link: { color: tokens.colorBrandForegroundLink },
})

interface Props {
  machine: string
  containers: readonly { name: string; running?: boolean }[]
}

/** Containers by name, each a way to its details; their state as a word where it is told. */
export function ContainerLinks({ machine, containers }: Props) {
  const styles = useStyles()
  const { rows } = useLive<ContainerRow>(['containers', machine], (signal) =>
    api.containers.watch({ machine }, { signal }),
  )
  const ids = new Map(rows.map(({ id, name }) => [name, id]))
  return (
    <ul className={styles.list}>
      {containers.map(({ name, running }) => (
        <li key={name}>
          <Link
            className={styles.link}
            to="/containers/$machine"
            params={{ machine }}
            search={{ open: ids.get(name) ?? name }}
          >
            {name}
          </Link>
          {running !== undefined && ` (${running ? words.running : words.stopped})`}
        </li>
      ))}
    </ul>
  )
}
