import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import type { MachineRow } from '../../../../preload/contract/machines.ts'
import { searchStrings as words } from '../../../strings/image-search.ts'
import { BaseImages } from '../pull/base-images.tsx'
import { CatalogueList } from './catalogue-list.tsx'
import { HubSearch } from './hub-search.tsx'
import { OtherRegistry } from './other-registry.tsx'
import { TagPicker } from './tag-picker.tsx'

/** Where an image may be found. */
export const SOURCES = ['base', 'hub', 'microsoft', 'other'] as const
export type Source = (typeof SOURCES)[number]

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '12px',
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  tabs: { flexWrap: 'wrap', marginLeft: '-8px' },
  // The list keeps what was typed and where it stood while the tags are looked at.
  away: { display: 'none' },
})

interface Props {
  machine: MachineRow
  /** A Windows engine's host; null on Linux. */
  host: PlatformHost | null
  /** Opens at once; without it the base images of a Windows host are shown, and nothing on Linux. */
  source: Source | null
  /** What the dialog's field holds. */
  reference: string
  onChoose: (reference: string) => void
}

/** I2, I3: ways to find an image whose name one does not know; what is chosen fills the field above. */
export function ImageSearch({ machine, host, source: first, reference, onChoose }: Props) {
  const styles = useStyles()
  const [source, setSource] = useState<Source | null>(host ? (first ?? 'base') : first === 'base' ? null : first)
  const [repository, setRepository] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const back = () => {
    setRepository(null)
    // The list is seen again only after this.
    requestAnimationFrame(() => list.current?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // One step back, and not out of the dialog.
    if (event.key !== 'Escape' || event.isDefaultPrevented() || repository === null) return
    event.preventDefault()
    back()
  }
  const common = { machine: machine.id, list, onRepository: setRepository }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the key of what is inside
    <div className={styles.root} onKeyDown={onKeyDown}>
      <h3 className={styles.heading}>{words.find}</h3>
      <TabList
        className={styles.tabs}
        size="small"
        aria-label={words.find}
        selectedValue={source}
        onTabSelect={(_, { value }) => {
          setSource(SOURCES.find((each) => each === value) ?? null)
          setRepository(null)
        }}
      >
        {SOURCES.filter((each) => each !== 'base' || host).map((each) => (
          <Tab key={each} value={each}>
            {words.tabs[each]}
          </Tab>
        ))}
      </TabList>
      {source === 'base' && host && <BaseImages host={host} reference={reference} onChoose={onChoose} />}
      <div className={repository === null ? undefined : styles.away}>
        {source === 'hub' && <HubSearch {...common} windows={host !== null} />}
        {source === 'microsoft' && (
          <CatalogueList key={source} {...common} registry="mcr.microsoft.com" {...(host && { first: 'windows/' })} />
        )}
        {source === 'other' && <OtherRegistry {...common} />}
      </div>
      {repository !== null && (
        <TagPicker
          key={repository}
          machine={machine}
          repository={repository}
          reference={reference}
          onChoose={onChoose}
          onBack={back}
        />
      )}
    </div>
  )
}
