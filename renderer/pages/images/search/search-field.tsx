import { SearchBox } from '@fluentui/react-components'
import type { RefObject } from 'react'

interface Props {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  /** Where the down arrow and Enter lead. */
  list: RefObject<HTMLDivElement | null>
  size?: 'small' | 'medium'
  className?: string
  autoFocus?: boolean
}

/** The box above a list: arrow down and Enter go to the list, Escape empties the box before it leads anywhere else. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  list,
  size = 'medium',
  className,
  autoFocus,
}: Props) {
  return (
    <SearchBox
      className={className}
      size={size}
      value={value}
      onChange={(_, data) => onChange(data.value)}
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      autoFocus={autoFocus}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.preventDefault()
          onChange('')
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
          // Enter must not send the form around the box.
          event.preventDefault()
          list.current?.focus()
        }
      }}
    />
  )
}
