import type { Program } from '../program.ts'
import { requestWeb } from '../web-request.ts'
import { resolvePath } from '../windows-path.ts'

/** `curl [-I] [-i] [-s] [-S] [-f] [-L] [-o FILE] URL`: as much as asks a web server of the practice world. */
export const curl: Program = async ({ argv, io, world, folder }) => {
  let head = false
  let include = false
  let silent = false
  let showErrors = false
  let fail = false
  let file: string | null = null
  let url: string | null = null
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '--version' || word === '-V') {
      await io.out.write('curl 8.4.0 (Windows) libcurl/8.4.0 Schannel\r\n')
      return 0
    }
    if (!word.startsWith('-')) url = word
    else if (word === '-o' || word === '--output') file = argv[++at] ?? ''
    else if (/^--(head|include|silent|show-error|fail|location|insecure)$/.test(word) || /^-[IisSfLk]+$/.test(word)) {
      head ||= word === '--head' || /^-\w*I/.test(word)
      include ||= word === '--include' || /^-\w*i/.test(word)
      silent ||= word === '--silent' || /^-\w*s/.test(word)
      showErrors ||= word === '--show-error' || /^-\w*S/.test(word)
      fail ||= word === '--fail' || /^-\w*f/.test(word)
    } else {
      await io.err.write(`curl: option ${word}: this option is not part of the practice host.\r\n`)
      return 2
    }
  }
  const report = async (code: number, text: string) => {
    if (!silent || showErrors) await io.err.write(`curl: (${code}) ${text}\r\n`)
    return code
  }
  if (url === null) {
    await io.err.write("curl: try 'curl --help' for more information\r\n")
    return 2
  }
  const outcome = requestWeb(world, url)
  if (outcome.kind === 'no-address') return report(3, 'URL using bad/illegal format or missing URL')
  if (outcome.kind === 'unknown-name') return report(6, `Could not resolve host: ${outcome.host}`)
  if (outcome.kind === 'refused') {
    return report(7, `Failed to connect to ${outcome.host} port ${outcome.port} after 0 ms: Couldn't connect to server`)
  }
  const { status, reason, headers, body } = outcome.answer
  if (fail && status >= 400) return report(22, `The requested URL returned error: ${status}`)
  const top = `HTTP/1.1 ${status} ${reason}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  if (head) {
    await io.out.write(top)
    return 0
  }
  if (file !== null) {
    world.files.write(resolvePath(folder, file), body)
    return 0
  }
  await io.out.write((include ? top : '') + Buffer.from(body).toString())
  return 0
}
