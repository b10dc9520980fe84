import type { ShellWorld } from '../../shell/world.ts'
import type { WorldOf } from './world.ts'

/** What Windows itself puts into a container's environment; names keep their case, lookups ignore it. */
export function environmentOf(
  container: WorldOf,
  world: ShellWorld,
  more: readonly string[] = [],
): Map<string, string> {
  const profile = `C:\\Users\\${world.user}`
  const nano = world.windows.installationType === 'Nano Server'
  const environment = new Map<string, string>([
    ['ALLUSERSPROFILE', 'C:\\ProgramData'],
    ['APPDATA', `${profile}\\AppData\\Roaming`],
    ['CommonProgramFiles', 'C:\\Program Files\\Common Files'],
    ['CommonProgramFiles(x86)', 'C:\\Program Files (x86)\\Common Files'],
    ['CommonProgramW6432', 'C:\\Program Files\\Common Files'],
    ['COMPUTERNAME', world.hostName.toUpperCase()],
    ['ComSpec', 'C:\\Windows\\system32\\cmd.exe'],
    ['DriverData', 'C:\\Windows\\System32\\Drivers\\DriverData'],
    ['LOCALAPPDATA', `${profile}\\AppData\\Local`],
    ['NUMBER_OF_PROCESSORS', String(world.cpus)],
    ['OS', 'Windows_NT'],
    ['Path', path(profile, nano)],
    ['PATHEXT', '.COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC'],
    ['PROCESSOR_ARCHITECTURE', 'AMD64'],
    ['PROCESSOR_IDENTIFIER', 'Intel64 Family 6 Model 85 Stepping 7, GenuineIntel'],
    ['PROCESSOR_LEVEL', '6'],
    ['PROCESSOR_REVISION', '5507'],
    ['ProgramData', 'C:\\ProgramData'],
    ['ProgramFiles', 'C:\\Program Files'],
    ['ProgramFiles(x86)', 'C:\\Program Files (x86)'],
    ['ProgramW6432', 'C:\\Program Files'],
    ['PROMPT', '$P$G'],
    ['PUBLIC', 'C:\\Users\\Public'],
    ['SystemDrive', 'C:'],
    ['SystemRoot', 'C:\\Windows'],
    ['TEMP', `${profile}\\AppData\\Local\\Temp`],
    ['TMP', `${profile}\\AppData\\Local\\Temp`],
    ['USERDOMAIN', 'User Manager'],
    ['USERNAME', world.user],
    ['USERPROFILE', profile],
    ['windir', 'C:\\Windows'],
  ])
  for (const entry of [...container.record.config.Env, ...more]) {
    const end = entry.indexOf('=', 1)
    const name = end < 0 ? entry : entry.slice(0, end)
    const known = [...environment.keys()].find((key) => key.toLowerCase() === name.toLowerCase())
    environment.set(known ?? name, end < 0 ? '' : entry.slice(end + 1))
  }
  return environment
}

function path(profile: string, nano: boolean): string {
  const folders = ['C:\\Windows\\system32', 'C:\\Windows']
  if (!nano)
    folders.push(
      'C:\\Windows\\System32\\Wbem',
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\',
      'C:\\Windows\\System32\\OpenSSH\\',
    )
  return [...folders, `${profile}\\AppData\\Local\\Microsoft\\WindowsApps`].join(';')
}
