import type { Program } from '../program.ts'
import type { Adapter, ShellWorld } from '../world.ts'

const suffixLine = (suffix: string) => `   Connection-specific DNS Suffix  . :${suffix ? ` ${suffix}` : ' '}\r\n`

function mask(prefixLength: number): string {
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.max(0, Math.min(8, prefixLength - from)))).join('.')
}

function short(adapter: Adapter): string {
  const v6 = adapter.ipv6 ? `   Link-local IPv6 Address . . . . . : ${adapter.ipv6}\r\n` : ''
  return (
    `Ethernet adapter ${adapter.name}:\r\n\r\n${suffixLine(adapter.dnsSuffix)}${v6}` +
    `   IPv4 Address. . . . . . . . . . . : ${adapter.ipv4}\r\n` +
    `   Subnet Mask . . . . . . . . . . . : ${mask(adapter.prefixLength)}\r\n` +
    `   Default Gateway . . . . . . . . . : ${adapter.gateway}\r\n`
  )
}

function long(adapter: Adapter): string {
  const v6 = adapter.ipv6 ? `   Link-local IPv6 Address . . . . . : ${adapter.ipv6}(Preferred) \r\n` : ''
  const dns = adapter.dns.map((it, at) =>
    at === 0 ? `   DNS Servers . . . . . . . . . . . : ${it}\r\n` : `${' '.repeat(39)}${it}\r\n`,
  )
  return (
    `Ethernet adapter ${adapter.name}:\r\n\r\n${suffixLine(adapter.dnsSuffix)}` +
    `   Description . . . . . . . . . . . : ${adapter.description}\r\n` +
    `   Physical Address. . . . . . . . . : ${adapter.mac.replaceAll(':', '-').toUpperCase()}\r\n` +
    '   DHCP Enabled. . . . . . . . . . . : No\r\n' +
    `   Autoconfiguration Enabled . . . . : Yes\r\n${v6}` +
    `   IPv4 Address. . . . . . . . . . . : ${adapter.ipv4}(Preferred) \r\n` +
    `   Subnet Mask . . . . . . . . . . . : ${mask(adapter.prefixLength)}\r\n` +
    `   Default Gateway . . . . . . . . . : ${adapter.gateway}\r\n${dns.join('')}` +
    '   NetBIOS over Tcpip. . . . . . . . : Disabled\r\n'
  )
}

function header(world: ShellWorld): string {
  const suffixes = [...new Set(world.adapters.map((it) => it.dnsSuffix).filter(Boolean))]
  const list = suffixes.map((it, at) =>
    at === 0 ? `   DNS Suffix Search List. . . . . . : ${it}\r\n` : `${' '.repeat(39)}${it}\r\n`,
  )
  return (
    `   Host Name . . . . . . . . . . . . : ${world.hostName}\r\n` +
    '   Primary Dns Suffix  . . . . . . . : \r\n' +
    '   Node Type . . . . . . . . . . . . : Hybrid\r\n' +
    '   IP Routing Enabled. . . . . . . . : No\r\n' +
    `   WINS Proxy Enabled. . . . . . . . : No\r\n${list.join('')}`
  )
}

/** `ipconfig` and `ipconfig /all`. */
export const ipconfig: Program = async ({ argv, io, world }) => {
  const option = (argv[1] ?? '').toLowerCase().replace(/^-/, '/')
  if (option === '/flushdns') {
    await io.out.write('\r\nWindows IP Configuration\r\n\r\nSuccessfully flushed the DNS Resolver Cache.\r\n')
    return 0
  }
  if (option !== '' && option !== '/all') {
    await io.out.write(
      `\r\nError: unrecognized or incomplete command line.\r\n\r\nUSAGE:\r\n    ipconfig [/allcompartments] [/? | /all | \r\n                                 /flushdns ]\r\n\r\n`,
    )
    return 1
  }
  const all = option === '/all'
  const parts = world.adapters.map(all ? long : short)
  await io.out.write(
    `\r\nWindows IP Configuration\r\n\r\n${all ? header(world) : ''}${all && parts.length > 0 ? '\r\n' : parts.length > 0 ? '\r\n' : ''}${parts.join('\r\n')}`,
  )
  return 0
}
