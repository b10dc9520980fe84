import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { buildOfTag } from '../../../../preload/contract/grammar/base-images.ts'
import { imageMatrix, type MatrixCell, type PlatformHost } from '../../../../preload/contract/grammar/platform.ts'
import { imageGenerations } from '../../../../preload/contract/grammar/windows-releases.ts'
import { pullStrings as words } from '../../../strings/image-pull.ts'
import { splitTag } from '../names.ts'

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: 'calc(100% - 1px)', fontSize: tokens.fontSizeBase200 },
  caption: { captionSide: 'bottom', textAlign: 'start', paddingTop: '4px', color: tokens.colorNeutralForeground3 },
  cell: { border: `1px solid ${tokens.colorNeutralStroke2}`, padding: 0, textAlign: 'center', height: '28px' },
  head: { padding: '4px 8px', textAlign: 'start', fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  here: { backgroundColor: tokens.colorNeutralBackground1Selected },
  mark: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  button: {
    width: '100%',
    minHeight: '28px',
    border: 0,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  none: { color: tokens.colorNeutralForeground3 },
})

type Runs = 'both' | 'process' | 'hyperv' | 'none'

function runs({ process, hyperv }: MatrixCell): Runs {
  const p = process.verdict !== 'refuse'
  const h = hyperv.verdict !== 'refuse'
  return p && h ? 'both' : p ? 'process' : h ? 'hyperv' : 'none'
}

interface Props {
  host: PlatformHost
  reference: string
  onChoose: (reference: string) => void
}

/** Every host against every image generation; a click chooses the image, in the product that the field names. */
export function ImageMatrix({ host, reference, onChoose }: Props) {
  const styles = useStyles()
  const { images, rows } = imageMatrix()
  const { repository, tag } = splitTag(reference)
  const product = (/\/(servercore|nanoserver|server)$/.exec(repository)?.[1] ?? 'servercore') as keyof Tags
  const chosenBuild = repository.startsWith('mcr.microsoft.com/windows/') ? buildOfTag(tag) : undefined
  const choose = (build: number) => {
    const tags = imageGenerations.find((generation) => generation.build === build)?.tags
    if (!tags) return
    const name = tags[product] ? product : 'servercore'
    onChoose(`mcr.microsoft.com/windows/${name}:${tags[name] ?? tags.servercore}`)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words.matrix}>
      <table className={styles.table} aria-label={words.matrix}>
        <caption className={styles.caption}>{words.matrixCaption}</caption>
        <thead>
          <tr>
            <th className={mergeClasses(styles.cell, styles.head)} scope="col">
              {words.host}
            </th>
            {images.map(({ name, build }) => (
              <th key={build} className={mergeClasses(styles.cell, styles.head)} scope="col">
                {name.replace('Windows Server ', '')} ({build})
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ host: release, cells }) => {
            const here = release.build === host.hostBuild && release.kind === host.hostKind
            return (
              <tr key={`${release.kind}-${release.build}`} aria-current={here || undefined}>
                <th className={mergeClasses(styles.cell, styles.head, here && styles.here)} scope="row">
                  {release.name} {here && <span className={styles.mark}>({words.thisHost})</span>}
                </th>
                {cells.map((cell) => {
                  const can = runs(cell)
                  const name = images.find(({ build }) => build === cell.imageBuild)?.name ?? ''
                  const chosen = here && cell.imageBuild === chosenBuild
                  return (
                    <td key={cell.imageBuild} className={mergeClasses(styles.cell, here && styles.here)}>
                      {can === 'none' ? (
                        <span className={styles.none} title={cell.process.reason}>
                          {words.letters.none}
                        </span>
                      ) : (
                        <button
                          type="button"
                          className={mergeClasses(styles.button, chosen && styles.chosen)}
                          aria-label={words.choose(words.letters[can], name, release.name, words.verdicts[can])}
                          aria-pressed={chosen}
                          title={words.verdicts[can]}
                          onClick={() => choose(cell.imageBuild)}
                        >
                          {words.letters[can]}
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

type Tags = { servercore: string; nanoserver?: string; server?: string }
