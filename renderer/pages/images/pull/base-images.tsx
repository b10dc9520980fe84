import { Badge, Button, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { proposeTags } from '../../../../preload/contract/grammar/base-images.ts'
import { defaultIsolation, type PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import { nameOfBuild } from '../../../../preload/contract/grammar/windows-releases.ts'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import { ImageMatrix } from './image-matrix.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  // Beside each other while there is room: the whole choice is seen at once.
  products: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    gap: '8px 16px',
    alignItems: 'start',
  },
  product: { margin: '4px 0 0', fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  // Said to those who do not see under which heading a choice stands.
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  choice: { display: 'flex', flexDirection: 'column', gap: '2px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  tag: { fontFamily: tokens.fontFamilyMonospace },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  matrix: { alignSelf: 'flex-start' },
})

interface Props {
  host: PlatformHost
  /** What the field holds. */
  reference: string
  onChoose: (reference: string) => void
}

/** The base images that fit this host, with their isolation and how long they are supported; and the whole table. */
export function BaseImages({ host, reference, onChoose }: Props) {
  const styles = useStyles()
  const [matrix, setMatrix] = useState(false)
  const proposals = proposeTags(host.hostBuild, new Date(), host)
  const products = [...new Map(proposals.map((each) => [each.product, each.title]))]
  return (
    <section className={styles.root} aria-label={words.base}>
      <p className={styles.quiet}>
        {words.baseFor(nameOfBuild(host.hostBuild, host.hostKind), words.isolation[defaultIsolation(host)])}
      </p>
      <RadioGroup
        className={styles.products}
        value={reference}
        onChange={(_, { value }) => onChoose(value)}
        aria-label={words.base}
      >
        {products.map(([product, title]) => (
          <div key={product}>
            <p className={styles.product}>{title}</p>
            <p className={styles.hint}>{words.baseHint[product]}</p>
            {proposals
              .filter((each) => each.product === product)
              .map((each) => (
                <Radio
                  key={each.reference}
                  value={each.reference}
                  label={
                    <span className={styles.choice}>
                      <span className={styles.head}>
                        <span className={styles.heard}>{title} </span>
                        <span className={styles.tag}>{each.tag}</span>
                        <Badge appearance="outline" color={each.verdict === 'ok' ? 'informative' : 'warning'}>
                          {words.isolation[each.isolation]}
                        </Badge>
                        {each.recommended && (
                          <Badge appearance="tint" color="brand">
                            {words.recommended}
                          </Badge>
                        )}
                      </span>
                      <span className={styles.note}>
                        {each.support.sentence}
                        {each.verdict === 'ok' ? '' : ` ${each.note}`}
                      </span>
                    </span>
                  }
                />
              ))}
          </div>
        ))}
      </RadioGroup>
      <Button
        className={styles.matrix}
        size="small"
        appearance="subtle"
        aria-expanded={matrix}
        onClick={() => setMatrix(!matrix)}
      >
        {matrix ? words.hideMatrix : words.showMatrix}
      </Button>
      {matrix && <ImageMatrix host={host} reference={reference} onChoose={onChoose} />}
    </section>
  )
}
