import type { MachineRow } from '../../preload/contract/machines.ts'
import { frameStrings as words } from '../strings/frame.ts'

/** OS with its build, and the default isolation on Windows; empty while the engine has not said. */
export function machineSummary({ facts }: MachineRow): string {
  if (!facts) return ''
  const isolation = facts.defaultIsolation ? words.isolation[facts.defaultIsolation] : ''
  return [facts.operatingSystem, isolation].filter(Boolean).join(' · ')
}
