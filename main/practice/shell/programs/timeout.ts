import { controlCExit, type Program, pause } from '../program.ts'

/** `timeout [/t] seconds [/nobreak]`; like the real one it refuses redirected input. */
export const timeout: Program = async ({ argv, io, terminal, interrupt }) => {
  const words = argv.slice(1)
  const nobreak = words.some((it) => /^\/nobreak$/i.test(it))
  const seconds = words.filter((it) => !/^\/(t|nobreak)$/i.test(it))[0]
  if (seconds === undefined || !/^-?\d+$/.test(seconds) || Number(seconds) > 99999 || Number(seconds) < -1) {
    await io.err.write(
      seconds === undefined
        ? 'ERROR: Invalid syntax. Timeout value is not specified.\r\nType "TIMEOUT /?" for usage.\r\n'
        : 'ERROR: Invalid value for timeout (/T) specified. Valid range is -1 to 99999.\r\n',
    )
    return 1
  }
  if (!terminal) {
    await io.err.write('ERROR: Input redirection is not supported, exiting the process immediately.\r\n')
    return 1
  }
  const ended = new AbortController()
  const stop = () => ended.abort()
  interrupt.addEventListener('abort', stop, { once: true })
  if (interrupt.aborted) stop()
  if (!nobreak) void terminal.readKey(ended.signal).then(stop)
  const hint = nobreak ? 'press CTRL+C to quit ...' : 'press a key to continue ...'
  await io.out.write(`\r\nWaiting for ${seconds} seconds, ${hint}`)
  for (let left = Number(seconds); left !== 0 && (await pause(1000, ended.signal)); ) {
    left--
    if (left >= 0) await io.out.write(`\rWaiting for ${String(left).padStart(seconds.length)} seconds, ${hint}`)
  }
  stop()
  interrupt.removeEventListener('abort', stop)
  await io.out.write('\r\n')
  return interrupt.aborted ? controlCExit : 0
}
