import type { PositioningProps } from '@fluentui/react-components'

/** A context menu at a place in the window's pixels: moved up as far as it needs to be seen whole, else it scrolls. */
export function menuAt(place: DOMRect): PositioningProps {
  const corner = new DOMRect(place.x, place.bottom, 0, 0)
  return { target: { getBoundingClientRect: () => corner }, position: 'after', align: 'top', autoSize: 'height' }
}
