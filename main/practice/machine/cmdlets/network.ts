import { type CmdletContext, type CmdletTable, fail, numberOf, textOf, textsOf, wildcard } from '../cmdlet.ts'
import { errorRecord, hresult } from '../error-record.ts'
import type { FirewallRuleState } from '../state.ts'

const exception = 'Microsoft.Management.Infrastructure.CimException'

/** WinNAT, addresses and the firewall: CDXML functions, whose errors name the function. */
export const networkCmdlets: CmdletTable = {
  'Get-NetNat': { run: getNat },
  'New-NetNat': { duration: 500, goesOn: 'unseen', run: newNat },
  'Remove-NetNat': { duration: 500, goesOn: 'unseen', run: removeNat },
  'Get-NetIPAddress': { run: getAddress },
  'New-NetIPAddress': { duration: 500, goesOn: 'unseen', run: newAddress },
  'Get-NetFirewallRule': { run: getRule },
  'New-NetFirewallRule': { duration: 300, goesOn: 'unseen', run: newRule },
  'Remove-NetFirewallRule': { duration: 300, goesOn: 'unseen', run: removeRule },
}

/** What a query by a property says when it finds nothing. */
function notFound(context: CmdletContext, className: string, property: string, value: string): void {
  context.error(
    errorRecord({
      message: `No ${className} objects found with property '${property}' equal to '${value}'.  Verify the value of the property and retry.`,
      id: `CmdletizationQuery_NotFound_${property},${context.name}`,
      category: 'ObjectNotFound',
      target: value,
      exception: 'Microsoft.PowerShell.Cmdletization.CimJobException',
      hresult: hresult(0x80131500),
    }),
  )
}

/** A Windows error of a CIM method: 5 denied, 87 wrong parameter, 1168 no such element, 5010 exists. */
function systemError(context: CmdletContext, code: number, message: string, category: string): never {
  return fail({
    message,
    id: `Windows System Error ${code},${context.name}`,
    category,
    target: context.name,
    exception,
    hresult: hresult(0x80041001),
  })
}

function demandRights(context: CmdletContext): void {
  if (!context.elevated) systemError(context, 5, 'Access is denied. ', 'PermissionDenied')
}

function found<Item>(
  context: CmdletContext,
  items: readonly Item[],
  property: string,
  className: string,
  keyOf: (item: Item) => string,
): Item[] {
  const names = textsOf(context, property)
  if (!names) return [...items]
  return names.flatMap((name) => {
    const matches = items.filter((item) => wildcard(name).test(keyOf(item)))
    if (matches.length === 0 && !/[*?]/.test(name)) notFound(context, className, property, name)
    return matches
  })
}

function getNat(context: CmdletContext): void {
  for (const nat of found(context, context.machine.network.nats, 'Name', 'MSFT_NetNat', ({ name }) => name))
    context.write({
      Name: nat.name,
      InternalIPInterfaceAddressPrefix: nat.prefix,
      ExternalIPInterfaceAddressPrefix: '',
      Store: 'Local',
      Active: true,
    })
}

/** WinNAT takes one internal prefix (VD network-drivers-topologies). */
function newNat(context: CmdletContext): void {
  demandRights(context)
  const { nats } = context.machine.network
  const prefix = textOf(context, 'InternalIPInterfaceAddressPrefix')
  if (prefix === null || !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(prefix) || nats.length > 0)
    systemError(context, 87, 'The parameter is incorrect. ', 'InvalidArgument')
  const name = textOf(context, 'Name') ?? ''
  nats.push({ name, prefix })
  context.write({ Name: name, InternalIPInterfaceAddressPrefix: prefix, Store: 'Local', Active: true })
}

function removeNat(context: CmdletContext): void {
  demandRights(context)
  const { network } = context.machine
  const gone = found(context, network.nats, 'Name', 'MSFT_NetNat', ({ name }) => name)
  network.nats = network.nats.filter((nat) => !gone.includes(nat))
}

/** The machine's own adapter and those of its internal switches. */
function aliases({ machine }: CmdletContext): string[] {
  return [
    'Ethernet',
    'Loopback Pseudo-Interface 1',
    ...machine.network.switches.filter(({ type }) => type !== 'Private').map(({ name }) => `vEthernet (${name})`),
  ]
}

function getAddress(context: CmdletContext): void {
  const own = { address: '192.168.1.20', prefixLength: 24, alias: 'Ethernet' }
  const all = [
    own,
    { address: '127.0.0.1', prefixLength: 8, alias: 'Loopback Pseudo-Interface 1' },
    ...context.machine.network.addresses,
  ]
  const byAddress = found(context, all, 'IPAddress', 'MSFT_NetIPAddress', ({ address }) => address)
  for (const { address, prefixLength, alias } of found(
    context,
    byAddress,
    'InterfaceAlias',
    'MSFT_NetIPAddress',
    (item) => item.alias,
  ))
    context.write({
      IPAddress: address,
      PrefixLength: prefixLength,
      InterfaceAlias: alias,
      AddressFamily: 'IPv4',
      Type: 'Unicast',
      AddressState: 'Preferred',
    })
}

function newAddress(context: CmdletContext): void {
  demandRights(context)
  const { addresses } = context.machine.network
  const address = textOf(context, 'IPAddress') ?? ''
  const alias = textOf(context, 'InterfaceAlias')
  if (alias === null) throw new Error('New-NetIPAddress is simulated with -InterfaceAlias only.')
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address))
    systemError(context, 87, 'The parameter is incorrect. ', 'InvalidArgument')
  if (!aliases(context).includes(alias)) systemError(context, 1168, 'Element not found. ', 'ObjectNotFound')
  if (addresses.some((item) => item.address === address))
    systemError(context, 5010, 'The object already exists. ', 'InvalidArgument')
  const item = { address, prefixLength: numberOf(context, 'PrefixLength') ?? 32, alias }
  addresses.push(item)
  context.write({ IPAddress: address, PrefixLength: item.prefixLength, InterfaceAlias: alias, AddressFamily: 'IPv4' })
}

function rules(context: CmdletContext): FirewallRuleState[] {
  const all = context.machine.network.rules
  const byName = found(context, all, 'Name', 'MSFT_NetFirewallRule', ({ name }) => name)
  return found(context, byName, 'DisplayName', 'MSFT_NetFirewallRule', ({ displayName }) => displayName)
}

function writeRule(context: CmdletContext, rule: FirewallRuleState): void {
  context.write({
    Name: rule.name,
    DisplayName: rule.displayName,
    Enabled: rule.enabled ? 'True' : 'False',
    Direction: rule.direction,
    Action: rule.action,
    Profile: rule.profile,
    PrimaryStatus: 'OK',
  })
}

function getRule(context: CmdletContext): void {
  for (const rule of rules(context)) writeRule(context, rule)
}

function newRule(context: CmdletContext): void {
  demandRights(context)
  const { network } = context.machine
  const displayName = textOf(context, 'DisplayName') ?? ''
  const name =
    textOf(context, 'Name') ??
    `{${(network.rules.length + 1).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000}`
  if (network.rules.some((rule) => rule.name === name))
    systemError(context, 183, 'Cannot create a file when that file already exists. ', 'ResourceExists')
  const rule: FirewallRuleState = {
    name,
    displayName,
    enabled: textOf(context, 'Enabled') !== 'False',
    direction: textOf(context, 'Direction') === 'Outbound' ? 'Outbound' : 'Inbound',
    action: textOf(context, 'Action') === 'Block' ? 'Block' : 'Allow',
    profile: textOf(context, 'Profile') ?? 'Any',
    protocol: textOf(context, 'Protocol') ?? 'Any',
    localPort: [...(textsOf(context, 'LocalPort') ?? ['Any'])],
    remoteAddress: [...(textsOf(context, 'RemoteAddress') ?? ['Any'])],
  }
  network.rules.push(rule)
  writeRule(context, rule)
}

function removeRule(context: CmdletContext): void {
  demandRights(context)
  if (!context.args.has('Name') && !context.args.has('DisplayName'))
    throw new Error('Remove-NetFirewallRule is simulated with -Name and -DisplayName only.')
  const gone = rules(context)
  const { network } = context.machine
  network.rules = network.rules.filter((rule) => !gone.includes(rule))
}
