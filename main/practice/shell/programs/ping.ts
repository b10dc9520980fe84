import { controlCExit, type Program, pause } from '../program.ts'

interface Options {
  target: string
  count: number
  endless: boolean
  size: number
  timeout: number
  family: 4 | 6 | null
}

const usage = `
Usage: ping [-t] [-a] [-n count] [-l size] [-f] [-i TTL] [-v TOS]
            [-r count] [-s count] [[-j host-list] | [-k host-list]]
            [-w timeout] [-R] [-S srcaddr] [-c compartment] [-p]
            [-4] [-6] target_name

Options:
    -t             Ping the specified host until stopped.
                   To see statistics and continue - type Control-Break;
                   To stop - type Control-C.
    -a             Resolve addresses to hostnames.
    -n count       Number of echo requests to send.
    -l size        Send buffer size.
    -f             Set Don't Fragment flag in packet (IPv4-only).
    -i TTL         Time To Live.
    -v TOS         Type Of Service (IPv4-only. This setting has been deprecated
                   and has no effect on the type of service field in the IP
                   Header).
    -r count       Record route for count hops (IPv4-only).
    -s count       Timestamp for count hops (IPv4-only).
    -j host-list   Loose source route along host-list (IPv4-only).
    -k host-list   Strict source route along host-list (IPv4-only).
    -w timeout     Timeout in milliseconds to wait for each reply.
    -R             Use routing header to test reverse route also (IPv6-only).
                   Per RFC 5095 the use of this routing header has been
                   deprecated. Some systems may drop echo requests if
                   this header is used.
    -S srcaddr     Source address to use.
    -c compartment Routing compartment identifier.
    -p             Ping a Hyper-V Network Virtualization provider address.
    -4             Force using IPv4.
    -6             Force using IPv6.

`.replaceAll('\n', '\r\n')

/** The options that take a value, with the least and the most that ping allows. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  n: [1, 4294967295],
  l: [0, 65500],
  w: [0, 4294967295],
  i: [1, 255],
  v: [0, 255],
  r: [1, 9],
  s: [1, 4],
  c: [1, 4294967295],
}

function readOptions(argv: readonly string[]): Options | string {
  const options: Options = { target: '', count: 4, endless: false, size: 32, timeout: 4000, family: null }
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (!/^[-/]./.test(word)) {
      if (options.target !== '') return `Bad parameter ${word}.\r\n`
      options.target = word
      continue
    }
    const letter = word.slice(1)
    const range = ranges[letter]
    if (letter === 't') options.endless = true
    else if (letter === '4' || letter === '6') options.family = letter === '4' ? 4 : 6
    else if (letter === '?') return usage
    else if (range) {
      const value = argv[++at]
      if (value === undefined) return `Value must be supplied for option -${letter}.\r\n`
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
      if (!(number >= range[0] && number <= range[1])) {
        return `Bad value for option -${letter}, valid range is from ${range[0]} to ${range[1]}.\r\n`
      }
      if (letter === 'n') options.count = number
      if (letter === 'l') options.size = number
      if (letter === 'w') options.timeout = number
    } else if (letter === 'S') at++
    else if (!['a', 'f', 'R', 'p'].includes(letter)) return `Bad option ${word}.\r\n${usage}`
  }
  return options.target === '' ? usage : options
}

interface Times {
  count: number
  least: number
  most: number
  sum: number
}

/** What a name means: this container itself by its name and as localhost, else what the world's DNS says. */
function resolveTarget(options: Options, hostName: string, resolve: (name: string) => string | null) {
  const { target, family } = options
  const name = target.toLowerCase()
  if (/^\d+\.\d+\.\d+\.\d+$/.test(target)) {
    return target.split('.').every((part) => Number(part) < 256) ? { address: target, title: target } : null
  }
  if (target === '::1') return { address: '::1', title: '::1' }
  if (name === 'localhost') {
    const address = family === 4 ? '127.0.0.1' : '::1'
    return { address, title: `${hostName} [${address}]` }
  }
  if (family === 6) return null
  const address = resolve(target)
  return address === null ? null : { address, title: `${target} [${address}]` }
}

/**
 * `ping`: texts and exit codes of Windows (0 when a reply came, else 1). `localhost` is shown under the container's own
 * name, as Windows shows it, and by IPv6 unless told otherwise.
 */
export const ping: Program = async (running) => {
  const { io, world, interrupt } = running
  const options = readOptions(running.argv)
  if (typeof options === 'string') {
    await io.out.write(options)
    return 1
  }
  const target = resolveTarget(options, world.hostName, (name) => world.resolve(name))
  if (!target) {
    await io.out.write(`Ping request could not find host ${options.target}. Please check the name and try again.\r\n`)
    return 1
  }
  const v6 = target.address.includes(':')
  const reply = v6 ? '' : `bytes=${options.size} `
  const tail = v6 ? '' : ' TTL=128'
  await io.out.write(`\r\nPinging ${target.title} with ${options.size} bytes of data:\r\n`)
  const times: Times = { count: 0, least: Number.POSITIVE_INFINITY, most: 0, sum: 0 }
  let sent = 0
  while (options.endless || sent < options.count) {
    if (sent > 0 && !(await pause(1000, interrupt))) break
    if (interrupt.aborted) break
    sent++
    if (answers(target.address, world.adapters, (name) => world.answers(name))) {
      const time = own(target.address, world.adapters) ? 0 : sent % 7 === 3 ? 1 : 0
      times.count++
      times.least = Math.min(times.least, time)
      times.most = Math.max(times.most, time)
      times.sum += time
      await io.out.write(`Reply from ${target.address}: ${reply}time${time < 1 ? '<1ms' : `=${time}ms`}${tail}\r\n`)
    } else {
      if (!(await pause(options.timeout, interrupt))) break
      await io.out.write('Request timed out.\r\n')
    }
  }
  // The container's end leaves no time for a summary.
  if (interrupt.aborted && !running.terminal) return controlCExit
  await io.out.write(summary(target.address, sent, times))
  if (interrupt.aborted) {
    await io.out.write('Control-C\r\n')
    return controlCExit
  }
  return times.count > 0 ? 0 : 1
}

function own(address: string, adapters: readonly { ipv4: string; ipv6: string }[]): boolean {
  return (
    address === '::1' || address.startsWith('127.') || adapters.some((it) => it.ipv4 === address || it.ipv6 === address)
  )
}

function answers(
  address: string,
  adapters: readonly { ipv4: string; ipv6: string }[],
  ask: (address: string) => boolean,
) {
  return own(address, adapters) || ask(address)
}

function summary(address: string, sent: number, times: Times): string {
  const lost = sent - times.count
  const percent = sent === 0 ? 0 : Math.floor((lost * 100) / sent)
  const counts = `    Packets: Sent = ${sent}, Received = ${times.count}, Lost = ${lost} (${percent}% loss),\r\n`
  const head = `\r\nPing statistics for ${address}:\r\n${counts}`
  if (times.count === 0) return head
  const average = Math.floor(times.sum / times.count)
  return `${head}Approximate round trip times in milli-seconds:\r\n    Minimum = ${times.least}ms, Maximum = ${times.most}ms, Average = ${average}ms\r\n`
}
