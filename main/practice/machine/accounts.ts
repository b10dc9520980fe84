import type { MachineState } from './state.ts'

/** Groups and accounts that every Windows has; the machine knows no others. */
const builtIn = new Set(
  [
    'Access Control Assistance Operators',
    'Administrator',
    'Administrators',
    'Authenticated Users',
    'Backup Operators',
    'Cryptographic Operators',
    'DefaultAccount',
    'Distributed COM Users',
    'Event Log Readers',
    'Everyone',
    'Guest',
    'Guests',
    'Hyper-V Administrators',
    'IIS_IUSRS',
    'INTERACTIVE',
    'LOCAL SERVICE',
    'NETWORK SERVICE',
    'Network Configuration Operators',
    'Performance Log Users',
    'Performance Monitor Users',
    'Power Users',
    'Remote Desktop Users',
    'Remote Management Users',
    'Replicator',
    'SYSTEM',
    'System Managed Accounts Group',
    'Users',
  ].map((name) => name.toLowerCase()),
)

/** Whether Windows finds a group or account of this name, with or without where it stands (`BUILTIN\Users`). */
export function accountExists(machine: MachineState, name: string): boolean {
  const [, place = '', plain = ''] = /^(?:([^\\]*)\\)?(.*)$/s.exec(name.toLowerCase()) ?? []
  if (!['', 'builtin', 'nt authority', '.', machine.hostName.toLowerCase()].includes(place)) return false
  return builtIn.has(plain)
}
