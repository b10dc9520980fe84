import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CopyButton } from './copy-button.tsx'

const useStyles = makeStyles({
  box: { position: 'relative' },
  text: {
    margin: 0,
    padding: '8px 40px 8px 12px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    // Where the person's own colours take the ground away, the edge stays.
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  short: { minHeight: '36px', maxHeight: '160px' },
  copy: { position: 'absolute', top: '4px', right: '4px' },
})

/** Lines for a shell, with their copy button; `short` keeps them to a few lines and scrolls the rest. */
export function CommandText({ text, short = false, testId }: { text: string; short?: boolean; testId: string }) {
  const styles = useStyles()
  return (
    <div className={styles.box}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={mergeClasses(styles.text, short && styles.short)} tabIndex={0} data-testid={testId}>
        {text}
      </pre>
      <span className={styles.copy}>
        <CopyButton text={text} />
      </span>
    </div>
  )
}
