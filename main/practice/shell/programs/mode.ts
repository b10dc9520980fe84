import type { Program } from '../program.ts'

/** `mode [con]`: the console's size. Other devices are none of a container. Without a console: unverified. */
export const mode: Program = async ({ argv, io, terminal }) => {
  const [device = 'con', ...rest] = argv.slice(1).map((word) => word.replace(/:$/, '').toLowerCase())
  if (device !== 'con' || rest.length > 0) {
    await io.err.write(`Invalid parameter - ${argv[rest.length > 0 ? 2 : 1]}\r\n`)
    return 1
  }
  if (!terminal) {
    await io.err.write('The device CON is not currently available.\r\n')
    return 1
  }
  const values = [
    ['Lines:', terminal.rows],
    ['Columns:', terminal.columns],
    ['Keyboard rate:', 31],
    ['Keyboard delay:', 1],
    ['Code page:', 437],
  ] as const
  const lines = values.map(([name, value]) => `    ${name.padEnd(16)}${value}\r\n`)
  await io.out.write(`\r\nStatus for device CON:\r\n----------------------\r\n${lines.join('')}\r\n`)
  return 0
}
