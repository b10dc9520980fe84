import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components'
import type { ImageRemoval } from '../../../../preload/contract/images.ts'
import { removalStrings as words } from '../../../strings/images.ts'
import { ContainerLinks } from '../container-links.tsx'

const useStyles = makeStyles({ text: { margin: '4px 0 0' } })

/** Why the engine refuses, who is in the way, and which choices are left. */
export function ConflictBar({ machine, removal }: { machine: string; removal: ImageRemoval }) {
  const styles = useStyles()
  const { conflict, usedBy, untags, forceHelps, deletes } = removal
  if (conflict === null) return null
  const inTheWay = conflict === 'used-by-running-container' ? usedBy.filter(({ running }) => running) : usedBy
  const used = conflict === 'used-by-container' || conflict === 'used-by-running-container'
  const choice = !forceHelps ? words.runningNoForce : deletes ? words.usedForce : words.runningForce
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.conflict}</MessageBarTitle>
        {conflict === 'several-tags' && <p className={styles.text}>{words.severalTags(untags.length)}</p>}
        {conflict === 'several-tags' && usedBy.length > 0 && (
          <>
            <p className={styles.text}>{words.alsoUsed}</p>
            <ContainerLinks machine={machine} containers={usedBy} />
          </>
        )}
        {conflict === 'has-children' && <p className={styles.text}>{words.hasChildren}</p>}
        {used && (
          <>
            <p className={styles.text}>
              {conflict === 'used-by-container' ? words.usedByContainer : words.usedByRunning}
            </p>
            <ContainerLinks machine={machine} containers={inTheWay} />
            <p className={styles.text}>{choice}</p>
          </>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}
