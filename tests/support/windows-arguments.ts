/** Splits a command line as CommandLineToArgvW and the C runtime do (learn.microsoft.com, "Parsing C command-line arguments"). */
export function splitWindowsLine(line: string): string[] {
  const words: string[] = []
  let at = 0
  // The program's own name ends at the next quote or blank: backslashes mean nothing in it.
  const program = /^"([^"]*)"|^\S*/.exec(line)
  words.push(program?.[1] ?? program?.[0] ?? '')
  at = program?.[0].length ?? 0
  for (;;) {
    while (/[ \t]/.test(line[at] ?? '')) at++
    if (at >= line.length) return words
    let word = ''
    let quoted = false
    for (; at < line.length && (quoted || !/[ \t]/.test(line[at] ?? '')); ) {
      const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0
      if (line[at + slashes] === '"') {
        word += '\\'.repeat(Math.floor(slashes / 2))
        at += slashes
        if (slashes % 2 === 1) word += '"'
        else if (quoted && line[at + 1] === '"') {
          word += '"'
          at++
        } else quoted = !quoted
        at++
      } else if (slashes > 0) {
        word += '\\'.repeat(slashes)
        at += slashes
      } else word += line[at++]
    }
    words.push(word)
  }
}
