import { wildcard } from '../../windows-path.ts'
import type { Cmdlet } from '../cmdlet.ts'
import { PsObject, type Value } from '../values.ts'
import { numberOf, textOf, textsOf } from './parameters.ts'

const ports: Readonly<Record<string, number>> = { http: 80, rdp: 3389, smb: 445, winrm: 5985 }

export const networkCmdlets: readonly Cmdlet[] = [
  {
    name: 'Test-NetConnection',
    module: 'NetTCPIP',
    kind: 'Function',
    version: '1.0.0.0',
    parameters:
      'ComputerName@0(RemoteAddress,cn) CommonTCPPort@1 Port:int(RemotePort) TraceRoute:switch DiagnoseRouting:switch Hops:int InformationLevel ConstrainInterface:int ConstrainSourceAddress',
    implementation: 'Test-NetConnection',
    synopsis: 'Displays diagnostic information for a connection.',
    async *run(call) {
      const { world } = call.session
      const name = textOf(call, 'ComputerName') ?? 'internetbeacon.msedge.net'
      const port = numberOf(call, 'Port') ?? ports[(textOf(call, 'CommonTCPPort') ?? '').toLowerCase()] ?? null
      const quiet = (textOf(call, 'InformationLevel') ?? '').toLowerCase() === 'quiet'
      const address = /^localhost$/i.test(name) ? '::1' : /^[\d.]+$|:/.test(name) ? name : world.resolve(name)
      const own = address === '::1' || address?.startsWith('127.') || world.adapters.some((it) => it.ipv4 === address)
      const alive = address !== null && (own || world.answers(address))
      if (address === null && !quiet) await call.host(`WARNING: Name resolution of ${name} failed\r\n`)
      else if (!alive && !quiet) await call.host(`WARNING: Ping to ${address} failed with status: TimedOut\r\n`)
      const listens =
        port !== null && address !== null && (world.site?.(own ? '127.0.0.1' : address, port) ?? null) !== null
      if (port !== null && address !== null && !quiet && !listens)
        await call.host(`WARNING: TCP connect to (${address} : ${port}) failed\r\n`)
      if (quiet) {
        yield port === null ? alive : listens
        return
      }
      const adapter = world.adapters[0]
      const list: [string, Value][] = [
        ['ComputerName', name],
        ['RemoteAddress', address],
        ...(port === null ? [] : [['RemotePort', port] as [string, Value]]),
        ['InterfaceAlias', address === null ? null : own ? 'Loopback Pseudo-Interface 1' : (adapter?.name ?? null)],
        ['SourceAddress', address === null ? null : own ? address : (adapter?.ipv4 ?? null)],
        ...(port === null ? [] : [['TcpTestSucceeded', listens] as [string, Value]]),
        ...(port === null || !alive ? [['PingSucceeded', alive] as [string, Value]] : []),
        ...(port === null ? [['PingReplyDetails (RTT)', alive ? '0 ms' : '0 ms'] as [string, Value]] : []),
      ]
      yield new PsObject('TestNetConnectionResult', list, 'TestNetConnectionResult')
    },
  },
  {
    name: 'Get-NetIPAddress',
    module: 'NetTCPIP',
    kind: 'Function',
    version: '1.0.0.0',
    parameters:
      'IPAddress:string[]@0(LocalAddress) InterfaceIndex:int[](ifIndex) InterfaceAlias:string[](ifAlias) AddressFamily:string[] PrefixLength:int[] PolicyStore IncludeAllCompartments:switch',
    implementation: 'Get-NetIPAddress',
    synopsis: 'Gets the IP address configuration.',
    async *run(call) {
      const families = textsOf(call, 'AddressFamily')?.map((it) => it.toLowerCase())
      const names = textsOf(call, 'InterfaceAlias')?.map(wildcard)
      const addresses = textsOf(call, 'IPAddress')
      const rows: [string, number, string, string, number, string][] = []
      for (const [at, adapter] of call.session.world.adapters.entries()) {
        const index = Number(/%(\d+)$/.exec(adapter.ipv6)?.[1] ?? at + 4)
        if (adapter.ipv6) rows.push([adapter.ipv6, index, adapter.name, 'IPv6', 64, 'WellKnown'])
        rows.push([adapter.ipv4, index, adapter.name, 'IPv4', adapter.prefixLength, 'Manual'])
      }
      rows.push(
        ['::1', 1, 'Loopback Pseudo-Interface 1', 'IPv6', 128, 'WellKnown'],
        ['127.0.0.1', 1, 'Loopback Pseudo-Interface 1', 'IPv4', 8, 'WellKnown'],
      )
      rows.sort((a, b) => (a[3] === b[3] ? 0 : a[3] === 'IPv6' ? -1 : 1))
      for (const [address, index, name, family, length, origin] of rows) {
        if (families && !families.includes(family.toLowerCase())) continue
        if (names && !names.some((test) => test(name))) continue
        if (addresses && !addresses.includes(address)) continue
        yield new PsObject(
          'Microsoft.Management.Infrastructure.CimInstance#MSFT_NetIPAddress',
          [
            ['IPAddress', address],
            ['InterfaceIndex', index],
            ['InterfaceAlias', name],
            ['AddressFamily', family],
            ['Type', 'Unicast'],
            ['PrefixLength', length],
            ['PrefixOrigin', origin],
            ['SuffixOrigin', origin === 'WellKnown' && address.startsWith('fe80') ? 'Link' : origin],
            ['AddressState', 'Preferred'],
            ['ValidLifetime', 'Infinite ([TimeSpan]::MaxValue)'],
            ['PreferredLifetime', 'Infinite ([TimeSpan]::MaxValue)'],
            ['SkipAsSource', false],
            ['PolicyStore', 'ActiveStore'],
          ],
          'MSFT_NetIPAddress',
        )
      }
    },
  },
]
