/** The window's only origin, served by protocol.ts. */
export const PAGE_SCHEME = 'app'
export const PAGE_ORIGIN = 'app://ui'
export const PAGE_ADDRESS = 'app://ui/'

/** True for an address of our own page; an empty one is not. */
export function isOurPage(url: string, origin: string = PAGE_ORIGIN): boolean {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}` === origin
  } catch {
    return false
  }
}
