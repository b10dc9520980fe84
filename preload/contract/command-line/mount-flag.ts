/** What tunes a mount and can be done without; `consistency` does nothing on any engine of today. */
const LEFT_OUT = /^(?:bind-propagation|bind-nonrecursive|bind-recursive|consistency|volume-nocopy)$/

/**
 * A `--mount` value as the `-v` value that does the same, with the options `left` out; undefined when there is none (tmpfs,
 * driver options).
 */
export function mountToVolume(value: string): { volume: string; left: string[] } | undefined {
  const left: string[] = []
  const options = splitCsv(value)
  let type = 'volume'
  let source = ''
  let target = ''
  let readOnly = false
  for (const option of options) {
    const at = option.indexOf('=')
    const key = (at < 0 ? option : option.slice(0, at)).toLowerCase()
    const given = at < 0 ? 'true' : option.slice(at + 1)
    if (key === 'type') type = given.toLowerCase()
    else if (key === 'source' || key === 'src') source = given
    else if (key === 'target' || key === 'destination' || key === 'dst') target = given
    else if (key === 'readonly' || key === 'ro') readOnly = given !== 'false' && given !== '0'
    else if (LEFT_OUT.test(key)) left.push(option)
    else return undefined
  }
  if (target === '' || !['bind', 'volume', 'npipe'].includes(type)) return undefined
  if (source === '') return type === 'volume' && !readOnly ? { volume: target, left } : undefined
  return { volume: `${source}:${target}${readOnly ? ':ro' : ''}`, left }
}

/** One CSV record with double quotes, which is how the CLI splits --mount. */
function splitCsv(text: string): string[] {
  const fields: string[] = []
  const pattern = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g
  for (const [, quoted, plain] of text.matchAll(pattern)) fields.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
  return fields
}
