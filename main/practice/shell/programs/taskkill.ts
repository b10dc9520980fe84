import { endProcess } from '../process-ends.ts'
import type { Program } from '../program.ts'

/** `taskkill [/f] /pid N | /im NAME`; a console program ends only by /F, Windows' own processes not at all. */
export const taskkill: Program = async ({ argv, io, world }) => {
  const words = argv.slice(1)
  const after = (option: string) => {
    const at = words.findIndex((it) => it.toLowerCase().replace('-', '/') === option)
    return at < 0 ? null : (words[at + 1] ?? '')
  }
  const pid = after('/pid')
  const image = after('/im')
  if (pid === null && image === null) {
    await io.err.write(
      'ERROR: Invalid syntax. Neither /FI nor /PID nor /IM were specified.\r\nType "TASKKILL /?" for usage.\r\n',
    )
    return 1
  }
  const wanted = (image ?? '').toLowerCase()
  const found = world
    .processes()
    .filter((it) => (pid === null ? it.name.toLowerCase() === wanted : String(it.pid) === pid))
  if (found.length === 0) {
    await io.err.write(`ERROR: The process "${pid ?? image}" not found.\r\n`)
    return 128
  }
  const force = words.some((it) => /^[/-]f$/i.test(it))
  let code = 0
  for (const it of found) {
    const name = pid === null ? `"${it.name}" with PID ${it.pid}` : `with PID ${it.pid}`
    if (force && endProcess(it, 1)) {
      await io.out.write(`SUCCESS: The process ${name} has been terminated.\r\n`)
      continue
    }
    const reason = force ? 'Access is denied.' : 'This process can only be terminated forcefully (with /F option).'
    await io.err.write(`ERROR: The process ${name} could not be terminated.\r\nReason: ${reason}\r\n`)
    code = 1
  }
  return code
}
