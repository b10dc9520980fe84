import { clock, shortDate } from '../dates.ts'
import type { Program } from '../program.ts'
import type { ShellWorld } from '../world.ts'
import { optionNotSimulated } from './not-simulated.ts'

const room = 27

function line(name: string, value: string): string {
  return `${`${name}:`.padEnd(room)}${value}\r\n`
}

/** Values below one another, the first beside the name. */
function block(name: string, first: string, more: readonly string[]): string {
  return line(name, first) + more.map((it) => `${' '.repeat(room)}${it}\r\n`).join('')
}

function time(at: number): string {
  const date = new Date(at)
  return `${shortDate(date).replace(/\b0/g, '')}, ${clock(date, 1, true)}`
}

function network(world: ShellWorld): string {
  const lines = world.adapters.flatMap((it, at) => [
    `[${String(at + 1).padStart(2, '0')}]: ${it.description}`,
    `      Connection Name: ${it.name}`,
    '      DHCP Enabled:    No',
    '      IP address(es)',
    `      [01]: ${it.ipv4}`,
    ...(it.ipv6 ? [`      [02]: ${it.ipv6.replace(/%.*$/, '')}`] : []),
  ])
  return block('Network Card(s)', `${world.adapters.length} NIC(s) Installed.`, lines)
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1_048_576).toLocaleString('en-US')} MB`

/** Where a hypervisor runs, its requirements are not shown. */
function hyperV(world: ShellWorld): string {
  const name = 'Hyper-V Requirements'
  if (world.isolation === 'hyperv') {
    return line(name, 'A hypervisor has been detected. Features required for Hyper-V will not be displayed.')
  }
  return block(name, 'VM Monitor Mode Extensions: Yes', [
    'Virtualization Enabled In Firmware: Yes',
    'Second Level Address Translation: Yes',
    'Data Execution Prevention Available: Yes',
  ])
}

/** `systeminfo`, without options. */
export const systeminfo: Program = async ({ argv, io, world }) => {
  if (argv.length > 1) {
    if (await optionNotSimulated({ argv, io }, argv[1] ?? '', ['/fo', '/nh', '/s', '/u', '/p', '/?'])) return 1
    await io.err.write(`ERROR: Invalid argument/option - '${argv[1]}'.\r\nType "SYSTEMINFO /?" for usage.\r\n`)
    return 1
  }
  const { windows } = world
  const used = world.processes().reduce((sum, it) => sum + it.workingSet, 0)
  const free = Math.max(0, world.memory - used)
  await io.out.write(
    `\r\n${line('Host Name', world.hostName.toUpperCase())}` +
      line('OS Name', `Microsoft ${windows.productName}`) +
      line('OS Version', `10.0.${windows.build} N/A Build ${windows.build}`) +
      line('OS Manufacturer', 'Microsoft Corporation') +
      line('OS Configuration', 'Standalone Server') +
      line('OS Build Type', 'Multiprocessor Free') +
      line('Registered Owner', 'Windows User') +
      line('Registered Organization', '') +
      line('Product ID', '00454-60000-00001-AA763') +
      line('Original Install Date', time(world.bootedAt)) +
      line('System Boot Time', time(world.bootedAt)) +
      line('System Manufacturer', 'Microsoft Corporation') +
      line('System Model', 'Virtual Machine') +
      line('System Type', 'x64-based PC') +
      block('Processor(s)', '1 Processor(s) Installed.', [
        '[01]: Intel64 Family 6 Model 85 Stepping 7 GenuineIntel ~2594 Mhz',
      ]) +
      line('Windows Directory', 'C:\\Windows') +
      line('System Directory', 'C:\\Windows\\system32') +
      line('Boot Device', 'N/A') +
      line('System Locale', 'en-us;English (United States)') +
      line('Input Locale', 'en-us;English (United States)') +
      line('Time Zone', '(UTC) Coordinated Universal Time') +
      line('Total Physical Memory', megabytes(world.memory)) +
      line('Available Physical Memory', megabytes(free)) +
      line('Virtual Memory: Max Size', megabytes(world.memory)) +
      line('Virtual Memory: Available', megabytes(free)) +
      line('Virtual Memory: In Use', megabytes(world.memory - free)) +
      line('Page File Location(s)', 'N/A') +
      line('Domain', 'WORKGROUP') +
      line('Logon Server', 'N/A') +
      line('Hotfix(s)', 'N/A') +
      network(world) +
      hyperV(world),
  )
  return 0
}
