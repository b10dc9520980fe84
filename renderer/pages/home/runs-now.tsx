import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ContainerRow } from '../../../preload/contract/containers.ts'
import { StateDot } from '../../components/state-dot.tsx'
import { homeStrings as words } from '../../strings/home.ts'
import { Section } from './section.tsx'

const SHOWN = 8

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: { display: 'flex', alignItems: 'center', gap: '12px', minHeight: '32px', minWidth: 0 },
  state: { flexShrink: 0, display: 'flex' },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  status: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    flexShrink: 0,
  },
  more: { color: tokens.colorNeutralForeground3 },
})

/** Running containers, newest first. */
export function RunsNow({ machine, containers }: { machine: string | null; containers: readonly ContainerRow[] }) {
  const styles = useStyles()
  const navigate = useNavigate()
  const newest = [...containers].sort((a, b) => b.created - a.created)
  return (
    <Section
      title={words.runsNow}
      nothing={machine === null ? words.needsEngine : containers.length === 0 && words.runsNothing}
      end={
        machine !== null && (
          <Button
            size="small"
            appearance="subtle"
            onClick={() => void navigate({ to: '/containers/$machine', params: { machine } })}
          >
            {words.all}
          </Button>
        )
      }
    >
      <ul className={styles.list}>
        {machine !== null &&
          newest.slice(0, SHOWN).map(({ id, name, status, health }) => (
            <li key={id} className={styles.row}>
              <span className={styles.state}>
                <StateDot
                  tone={health === 'unhealthy' ? 'bad' : 'good'}
                  word={health === 'unhealthy' ? 'Unhealthy' : 'Running'}
                />
              </span>
              <Link
                className={styles.link}
                to="/containers/$machine"
                params={{ machine }}
                search={{ open: id }}
                title={name}
              >
                {name}
              </Link>
              <span className={styles.status}>{status}</span>
            </li>
          ))}
        {newest.length > SHOWN && <li className={styles.more}>{words.more(newest.length - SHOWN)}</li>}
      </ul>
    </Section>
  )
}
