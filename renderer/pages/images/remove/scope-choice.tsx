import { Checkbox, Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import type { ImageRow } from '../../../../preload/contract/images.ts'
import { removalStrings as words } from '../../../strings/images.ts'
import type { RemovalScope } from './removal-plan.ts'

const useStyles = makeStyles({
  tags: { border: 0, margin: 0, padding: 0, display: 'flex', flexDirection: 'column', paddingInlineStart: '28px' },
})

interface Props {
  row: ImageRow
  scope: RemovalScope
  onScope: (scope: RemovalScope) => void
}

/** For an image with several tags: some of them only, or the image with all. */
export function ScopeChoice({ row, scope, onScope }: Props) {
  const styles = useStyles()
  const tags = scope.kind === 'tags' ? scope.tags : []
  const toggle = (tag: string, on: boolean) =>
    onScope({ kind: 'tags', tags: row.tags.filter((each) => (each === tag ? on : tags.includes(each))) })
  return (
    <div>
      <Field label={words.scope}>
        <RadioGroup
          value={scope.kind}
          onChange={(_, { value }) =>
            onScope(value === 'tags' ? { kind: 'tags', tags: row.tags.slice(0, 1) } : { kind: 'images' })
          }
        >
          <Radio value="tags" label={`${words.scopeTags}. ${words.scopeTagsHint}`} />
          <Radio value="images" label={words.scopeImage(row.tags.length)} />
        </RadioGroup>
      </Field>
      {scope.kind === 'tags' && (
        <fieldset className={styles.tags} aria-label={words.whichTags}>
          {row.tags.map((tag) => (
            <Checkbox
              key={tag}
              label={tag}
              checked={tags.includes(tag)}
              onChange={(_, { checked }) => toggle(tag, checked === true)}
            />
          ))}
        </fieldset>
      )}
    </div>
  )
}
