import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    // Of a short page too it is the end.
    marginTop: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

/** Height that what is scrolled to must keep clear of, for a scroller with an action bar. */
export const actionBarHeight = '64px'

/** What can be done on a page, always in sight: the last child of what scrolls, which has no padding below it. */
export function ActionBar({ children }: { children: ReactNode }) {
  return <div className={useStyles().bar}>{children}</div>
}
