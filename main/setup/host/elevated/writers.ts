/** Who may change Windows itself: SYSTEM, Administrators, TrustedInstaller, and the creator's mark that stands for them. */
const trusted = new Set([
  'SY',
  'S-1-5-18',
  'BA',
  'S-1-5-32-544',
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
])

/** Rights that let somebody put other contents in a file, or take it away: letters of SDDL, and their bits. */
const writing = ['FA', 'FW', 'GA', 'GW', 'WD', 'WO', 'SD', 'DC', 'LC', 'CC', 'DT', 'WP']
const writingBits =
  // Write data, append, extended attributes, delete child, attributes; delete, DACL, owner; generic all, generic write.
  0x2 | 0x4 | 0x10 | 0x40 | 0x100 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000
/** Of a folder above: rights that let somebody put another folder in the place of the one below. */
const replacing = ['FA', 'GA', 'WD', 'WO', 'DT']
const replacingBits = 0x40 | 0x40000 | 0x80000 | 0x10000000

/**
 * SIDs of those who may change what a security descriptor (SDDL) protects, other than Windows and administrators.
 * `above`: it is of a folder above, where only replacing what is below counts. Null when the text cannot be read.
 */
export function untrustedWriters(sddl: string, above = false): readonly string[] | null {
  const owner = sddl.match(/O:(S-[\d-]+|[A-Z]{2})(?=[GDS]:|$)/)?.[1]
  const dacl = sddl.match(/D:([A-Z_]*)((?:\([^()]*\))*)(?=S:|$)/)
  // Without a DACL everybody may do everything.
  if (owner === undefined || !dacl || dacl[1]?.includes('NO_ACCESS_CONTROL')) return null
  const found = new Set<string>()
  if (!trusted.has(owner)) found.add(owner)
  for (const [, entry = ''] of (dacl[2] ?? '').matchAll(/\(([^()]*)\)/g)) {
    const [type = '', flags = '', rights = '', , , sid = ''] = entry.split(';')
    // A denial takes nothing from the question; what only children inherit is asked of them.
    if (!type.endsWith('A') || flags.match(/../g)?.includes('IO') || trusted.has(sid)) continue
    if (grants(rights, above)) found.add(sid)
  }
  return [...found]
}

function grants(rights: string, above: boolean): boolean {
  if (/^0x[0-9a-f]+$/i.test(rights)) return (Number(rights) & (above ? replacingBits : writingBits)) !== 0
  const letters = rights.match(/../g) ?? []
  return letters.some((letter) => (above ? replacing : writing).includes(letter))
}
