import type { MachineRow } from '../../preload/contract/machines.ts'
import { frameStrings as words } from '../strings/frame.ts'

/**
 * As a Windows engine tells its OS: "Microsoft Windows Server 2022 Datacenter Version 21H2 (OS Build 20348.2340)".
 * The edition is left out here: it decides nothing for containers.
 */
const WINDOWS = /^(?:Microsoft )?(Windows (?:Server(?: \d{4})?|\d+)).* Version \S+ \(OS Build ([\d.]+)\)$/

/** OS with its build, and the default isolation on Windows; empty while the engine has not said. */
export function machineSummary({ facts }: Pick<MachineRow, 'facts'>): string {
  if (!facts) return ''
  const windows = WINDOWS.exec(facts.operatingSystem)
  const system = windows ? words.windowsBuild(windows[1] ?? '', windows[2] ?? '') : facts.operatingSystem
  const isolation = facts.defaultIsolation ? words.isolation[facts.defaultIsolation] : ''
  return [system, isolation].filter(Boolean).join(' · ')
}
