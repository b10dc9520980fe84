/** Whole numbers that PowerShell 5.1 and 7 print the same way, doubles too. */
export const integerPattern = /^-?\d{1,15}$/
/** What System.Version reads: two to four parts. */
export const versionPattern = /^\d{1,9}(\.\d{1,9}){1,3}$/

const pathPattern = /^([a-z]\w*)\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/

/** A path of a condition in its parts: `vm.State`, `vm.count`, `validate.exitCode`. Throws on any other form. */
export function readPath(path: string): { look: string; part: 'property' | 'count' | 'exitCode'; property: string } {
  const [, look, property] = path.match(pathPattern) ?? []
  if (look === undefined || property === undefined) throw new Error(`Not a path of a condition: ${path}`)
  const part = property === 'count' || property === 'exitCode' ? property : 'property'
  return { look, part, property }
}
