import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function in each render, which calls the newest `handler`: rows that keep their props are not painted again. */
export function useStableHandler<Args extends unknown[]>(handler: (...args: Args) => void): (...args: Args) => void {
  const newest = useRef(handler)
  useLayoutEffect(() => {
    newest.current = handler
  })
  return useCallback((...args: Args) => newest.current(...args), [])
}
