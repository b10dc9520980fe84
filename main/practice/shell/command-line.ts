/** Splits a command line as the Microsoft C runtime does. */
export function splitCommandLine(line: string): string[] {
  const words: string[] = []
  let word = ''
  let inWord = false
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? ''
    if (character === '\\') {
      let count = 1
      while (line[at + count] === '\\') count++
      if (line[at + count] === '"') {
        word += '\\'.repeat(Math.floor(count / 2))
        if (count % 2 === 1) word += '"'
        at += count % 2 === 1 ? count : count - 1
      } else {
        word += '\\'.repeat(count)
        at += count - 1
      }
      inWord = true
    } else if (character === '"') {
      quoted = !quoted
      inWord = true
    } else if (!quoted && (character === ' ' || character === '\t')) {
      if (inWord) words.push(word)
      word = ''
      inWord = false
    } else {
      word += character
      inWord = true
    }
  }
  if (inWord) words.push(word)
  return words
}

/** One argument as it must stand in a command line, so that the C runtime reads it back. */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

/** The words of a command's tail as cmd's own commands read them: quotes only hold spaces together. */
export function splitWords(tail: string): string[] {
  return (tail.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''))
}
