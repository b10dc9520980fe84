/** Signs of an entry that may be a pattern: host names, addresses, and `*`. */
const patternSigns = /^[A-Za-z0-9_.*:-]+$/
const printable = /^[\x21-\x7e]+$/

/** Names without a dot are what WinRM's `<local>` stands for. */
export const isLocalName = (name: string): boolean => /^[\w-]+$/.test(name)

/**
 * Whether a list with commas names `name`, as WinRM reads TrustedHosts (about_WSMan_Provider): without regard to case,
 * with `*` in an entry for any signs, and with `<local>` for every name without a dot. condition-text.ts prints the same.
 */
export function isListed(name: string, list: string): boolean {
  const wanted = name.toLowerCase()
  return list.split(',').some((part) => {
    const entry = part.replace(/^ +| +$/g, '').toLowerCase()
    if (!printable.test(entry)) return false
    if (entry === wanted || (entry === '<local>' && isLocalName(name))) return true
    if (!patternSigns.test(entry)) return false
    return new RegExp(`^${entry.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(wanted)
  })
}
