import type { Program } from '../program.ts'

/** `where name`: where a program is found. */
export const where: Program = async (running) => {
  const { argv, io } = running
  const names = argv.slice(1).filter((it) => !it.startsWith('/'))
  if (names.length === 0) {
    await io.err.write('ERROR: The syntax of the command is incorrect.\r\nType "WHERE /?" for usage.\r\n')
    return 2
  }
  let found = false
  for (const name of names) {
    const program = running.programs.find(name, running)
    if (!program) continue
    found = true
    await io.out.write(`${program.path}\r\n`)
  }
  if (found) return 0
  await io.err.write('INFO: Could not find files for the given pattern(s).\r\n')
  return 1
}
