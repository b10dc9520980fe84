/** The oldest Node that the tools run on (package.json "engines"; vitest 4 and vite 8 ask for it). */
const oldest = [20, 19]

/** True when a version text such as "20.19.2" or "v22.1.0" is new enough for this project. */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

/** Ends the process with an explanation when the running Node is too old. */
export function demandNode(version = process.version) {
  if (isNodeNewEnough(version)) return
  console.error(`Slipway needs Node ${oldest.join('.')} or later; this is ${version}. See https://nodejs.org/`)
  process.exit(1)
}
