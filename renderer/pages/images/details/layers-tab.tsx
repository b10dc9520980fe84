import { makeStyles, tokens } from '@fluentui/react-components'
import type { ImageDetails } from '../../../../preload/contract/images.ts'
import { formatAgo, formatBytes } from '../../../components/format.ts'
import { imageStrings as words } from '../../../strings/images.ts'
import { numberLayers } from './history-layers.ts'

const useStyles = makeStyles({
  root: { padding: '16px', display: 'flex', flexDirection: 'column', gap: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  stack: { display: 'flex', gap: '2px', height: '24px' },
  piece: {
    minWidth: '3px',
    borderRadius: '2px',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase200,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    '@media (forced-colors: active)': {
      border: '1px solid CanvasText',
      backgroundColor: 'Canvas',
      color: 'CanvasText',
    },
  },
  table: { borderCollapse: 'collapse', width: '100%', tableLayout: 'fixed', fontSize: tokens.fontSizeBase200 },
  head: {
    textAlign: 'start',
    padding: '4px 8px 4px 0',
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: {
    padding: '6px 8px 6px 0',
    verticalAlign: 'top',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  command: { fontFamily: tokens.fontFamilyMonospace, maxHeight: '96px', overflowY: 'auto' },
  quiet: { color: tokens.colorNeutralForeground3 },
  end: { textAlign: 'end' },
})

/** The layers as a bar, the base at the left, and every step that made the image. */
export function LayersTab({ history }: { history: ImageDetails['history'] }) {
  const styles = useStyles()
  const steps = numberLayers(history)
  const layers = steps.filter(({ layer }) => layer !== null).reverse()
  const size = layers.reduce((sum, layer) => sum + layer.size, 0)
  return (
    <div className={styles.root}>
      <p className={styles.text}>{words.stackHint(layers.length, formatBytes(size))}</p>
      {layers.length > 0 && (
        <div className={styles.stack} role="img" aria-label={words.stackLabel}>
          {layers.map(({ layer, size: bytes, command }) => (
            <div
              key={layer}
              className={styles.piece}
              style={{ flex: `${Math.max(bytes, size * 0.01)} 1 0` }}
              title={`${words.layer(layer ?? 0)}, ${formatBytes(bytes)}: ${command}`}
            >
              {bytes / size > 0.15 ? formatBytes(bytes) : ''}
            </div>
          ))}
        </div>
      )}
      <p className={styles.text}>{words.historyHint}</p>
      <table className={styles.table} aria-label={words.layers}>
        <colgroup>
          <col style={{ width: '72px' }} />
          <col />
          <col style={{ width: '72px' }} />
          <col style={{ width: '96px' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={styles.head}>
              {words.step}
            </th>
            <th scope="col" className={styles.head}>
              {words.createdBy}
            </th>
            <th scope="col" className={`${styles.head} ${styles.end}`}>
              {words.size}
            </th>
            <th scope="col" className={styles.head}>
              {words.created}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity, most ids are "<missing>"
            <tr key={n}>
              <td className={styles.cell}>
                {step.layer === null ? <span className={styles.quiet}>{words.noLayer}</span> : words.layer(step.layer)}
              </td>
              <td className={styles.cell}>
                <div className={styles.command}>{step.command}</div>
              </td>
              <td className={`${styles.cell} ${styles.end}`}>{step.size > 0 ? formatBytes(step.size) : ''}</td>
              <td className={styles.cell}>{step.created > 0 ? formatAgo(step.created) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
