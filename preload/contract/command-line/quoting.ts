/** The shells that a shown command is written for. `windows-powershell` is 5.1, `powershell` is 7.3 and later. */
export type Shell = 'posix' | 'powershell' | 'windows-powershell' | 'cmd'

/** Writes one argument vector as a line of a shell, so that the program receives exactly these arguments. */
export function quoteCommand(argv: readonly string[], shell: Shell): string {
  if (shell === 'cmd' && argv.some((argument) => /[\r\n]/.test(argument))) {
    return 'rem cmd cannot take an argument with a line break: use PowerShell'
  }
  return argv.map((argument) => quoters[shell](argument)).join(' ')
}

/** One argument for sh and bash. */
export function quotePosix(argument: string): string {
  if (/^[A-Za-z0-9_/:=.,+@%-]+$/.test(argument) && !argument.startsWith('=')) return argument
  return `'${argument.replaceAll("'", `'\\''`)}'`
}

// A hyphen word with a full stop or colon in it (-a.b) is split in two by PowerShell, so only plain flags stay bare.
const barePowerShell = /^(?:--?[A-Za-z][A-Za-z0-9-]*|[A-Za-z0-9_/.][A-Za-z0-9_/:=.+\\-]*)$/

/** One argument for PowerShell 7.3 and later, which hands embedded quotes to programs as they are. `--%` alone is lost. */
export function quotePowerShell(argument: string): string {
  return barePowerShell.test(argument) ? argument : singleQuoted(argument)
}

/**
 * One argument for Windows PowerShell 5.1. It puts quotes around arguments with spaces but escapes nothing inside them, so
 * the escapes that programs expect are written here (about_Parsing, "Passing arguments that contain quote characters").
 */
export function quoteWindowsPowerShell(argument: string): string {
  if (argument === '') return `'""'`
  let text = argument.replace(/(\\*)"/g, '$1$1\\"')
  if (/\s/.test(text)) text = text.replace(/(\\+)$/, '$1$1')
  return barePowerShell.test(text) ? text : singleQuoted(text)
}

/** One argument for the cmd prompt, for programs that split their line as the C runtime does. */
function quoteCmd(argument: string): string {
  if (/^[A-Za-z0-9_/:=.,+@\\-]+$/.test(argument)) return argument
  const text = `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
  // Inside quotes cmd leaves all but % alone; where a quote is inside too, every sign it reads is escaped instead.
  return /["%!]/.test(argument) ? text.replace(/[()%!^"<>&|]/g, '^$&') : text
}

// PowerShell takes the typographic single quotes for the plain one.
function singleQuoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`
}

const quoters: Record<Shell, (argument: string) => string> = {
  posix: quotePosix,
  powershell: quotePowerShell,
  'windows-powershell': quoteWindowsPowerShell,
  cmd: quoteCmd,
}
