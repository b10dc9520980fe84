/**
 * An argument vector as the one line that Windows starts programs by, so that a program which splits it as the C runtime
 * does (CommandLineToArgvW) gets exactly these arguments. The program itself always stands in quotes, for its path may
 * hold spaces. Throws for what no line can carry: null characters, and quotes in the program's own path.
 */
export function windowsCommandLine([program = '', ...args]: readonly string[]): string {
  if ([program, ...args].some((word) => word.includes('\0')) || program === '' || program.includes('"')) {
    throw new Error('Not a command that Windows could start')
  }
  return [`"${program}"`, ...args.map(quote)].join(' ')
}

/** Backslashes double only before a quote. */
function quote(argument: string): string {
  if (/^[^\s"]+$/.test(argument)) return argument
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}
