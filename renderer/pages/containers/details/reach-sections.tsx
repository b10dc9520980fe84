import { Button, Link, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import type { ContainerRow } from '../../../../preload/contract/containers.ts'
import { inWindow } from '../../../api/door.ts'
import { copyText } from '../../../components/copy-button.tsx'
import { containerStrings as words } from '../../../strings/containers.ts'
import { useContainerActions } from '../actions-context.ts'
import { addressOf, exposedTexts, portTexts } from '../ports.ts'
import { FactList, Section } from './fact-list.tsx'
import type { InspectShown } from './inspect-shown.ts'

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  port: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '28px', flexWrap: 'wrap' },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  exposed: { margin: '4px 0 0', color: tokens.colorNeutralForeground3 },
})

/** Published ports, each with the way to it: a link in a browser, an address to copy in the window. */
export function PortsSection({ row }: { row: ContainerRow }) {
  const styles = useStyles()
  const { machine } = useContainerActions()
  const exposed = exposedTexts(row.ports)
  const texts = portTexts(row.ports)
  return (
    <Section title={words.ports.heading} nothing={texts.length + exposed.length === 0 && words.ports.none}>
      <ul className={styles.list}>
        {texts.map((text) => {
          const port = row.ports.find((each) => portTexts([each])[0] === text)
          const address = port && row.state === 'running' ? addressOf(port, machine.url) : null
          return (
            <li key={text} className={styles.port}>
              <span className={styles.text}>{text}</span>
              {address && !inWindow && (
                <Link href={address} target="_blank" rel="noopener noreferrer">
                  {words.ports.visit(address)}
                </Link>
              )}
              {address && inWindow && (
                <Button size="small" appearance="subtle" icon={<CopyRegular />} onClick={() => void copyText(address)}>
                  {words.ports.copy(address)}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {exposed.length > 0 && <p className={styles.exposed}>{words.ports.exposed(exposed.join(', '))}</p>}
    </Section>
  )
}

/** Where files come from that are not the container's own. */
export function MountsSection({ shown }: { shown: InspectShown }) {
  const mounts = shown.Mounts ?? []
  return (
    <Section title={words.mounts.heading} nothing={mounts.length === 0 && words.mounts.none}>
      <FactList
        facts={mounts.map(({ Type, Name, Source, Destination, RW }) => ({
          term: Destination,
          value: `${Type}: ${Type === 'volume' && Name ? Name : Source}${RW ? '' : ` (${words.mounts.readOnly})`}`,
        }))}
      />
    </Section>
  )
}

/** Networks with the container's addresses in them. */
export function NetworksSection({ shown }: { shown: InspectShown }) {
  const networks = Object.entries(shown.NetworkSettings.Networks ?? {})
  return (
    <Section title={words.networks.heading} nothing={networks.length === 0 && words.networks.none}>
      <FactList
        facts={networks.map(([term, { IPAddress, GlobalIPv6Address }]) => ({
          term,
          value: [IPAddress, GlobalIPv6Address].filter(Boolean).join(', ') || words.networks.noAddress,
        }))}
      />
    </Section>
  )
}
