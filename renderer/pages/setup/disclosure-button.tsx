import { Button } from '@fluentui/react-components'

interface Props {
  words: string
  /** What it is called where several say the same. */
  label?: string
  open: boolean
  /** The id of the part that it unfolds. */
  controls: string
  className?: string
  onOpen: (open: boolean) => void
}

/** Folds and unfolds the part below it. */
export function DisclosureButton({ words, label, open, controls, className, onOpen }: Props) {
  return (
    <Button
      className={className}
      size="small"
      appearance="subtle"
      aria-expanded={open}
      aria-controls={controls}
      aria-label={label}
      onClick={() => onOpen(!open)}
    >
      {words}
    </Button>
  )
}
