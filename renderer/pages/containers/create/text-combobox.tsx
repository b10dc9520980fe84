import { Combobox, makeStyles, mergeClasses, Option, tokens } from '@fluentui/react-components'

/** More are found by typing on. */
const MOST_OPTIONS = 60

const useStyles = makeStyles({
  root: { minWidth: 0, width: '100%', '& input': { minWidth: 0 } },
  monospace: { '& input': { fontFamily: tokens.fontFamilyMonospace } },
  list: { maxHeight: '320px' },
  nothing: { display: 'none' },
})

interface Props {
  value: string
  /** What is known to be there; anything else can be typed. */
  options: readonly string[]
  /** Names the button that shows the options. */
  showLabel: string
  onChange: (value: string) => void
  name?: string
  placeholder?: string
  monospace?: boolean
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** A text field that proposes what is known: the options that contain what is typed. */
export function TextCombobox({ value, options, showLabel, onChange, monospace, ...input }: Props) {
  const styles = useStyles()
  const typed = value.trim()
  const exact = options.includes(typed)
  const shown = options
    .filter((option) => exact || option.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, MOST_OPTIONS)
  return (
    <Combobox
      {...input}
      freeform
      className={mergeClasses(styles.root, monospace && styles.monospace)}
      value={value}
      selectedOptions={exact ? [typed] : []}
      onChange={(event) => onChange(event.target.value)}
      onOptionSelect={(event, { optionValue }) => {
        // Going on to the next field keeps what was typed.
        const leaves = 'key' in event && event.key === 'Tab'
        if (optionValue !== undefined && !leaves) onChange(optionValue)
      }}
      expandIcon={{ 'aria-label': showLabel }}
      listbox={{ className: shown.length === 0 ? styles.nothing : styles.list }}
      autoComplete="off"
      spellCheck={false}
    >
      {shown.map((option) => (
        <Option key={option} value={option}>
          {option}
        </Option>
      ))}
    </Combobox>
  )
}
