import { MemoryFileTree } from '../file-tree-memory.ts'
import type { PracticeImage } from '../state.ts'
import { corePrograms, libraries, nanoPrograms } from './base-programs.ts'

type Base = NonNullable<PracticeImage['base']>

const made = new Map<string, MemoryFileTree>()
const text = new TextEncoder()

/** The files of a base image, frozen: made once for each kind and build, so that all that stands on it shares them. */
export function baseFiles(base: Base | null, build: number): MemoryFileTree {
  const key = base ? `${base}:${build}` : ''
  const known = made.get(key)
  if (known) return known
  const tree = base ? windowsTree(base, build) : new MemoryFileTree(() => 0)
  made.set(key, tree.freeze())
  return tree
}

/** When the files of a release were built, as `dir` shows it. */
function releaseTime(build: number): number {
  if (build >= 26100) return Date.UTC(2024, 3, 1, 7, 26)
  if (build >= 20348) return Date.UTC(2021, 4, 8, 8, 20)
  if (build >= 17763) return Date.UTC(2018, 8, 15, 7, 19)
  return Date.UTC(2016, 6, 16, 13, 23)
}

function windowsTree(base: Base, build: number): MemoryFileTree {
  const modifiedAt = releaseTime(build)
  const tree = new MemoryFileTree(() => modifiedAt)
  const nano = base === 'nanoserver'
  const folder = (path: string, hidden = false) => {
    const at = path.lastIndexOf('\\')
    tree.makeFolders(path.slice(0, at) || 'C:\\', { modifiedAt })
    if (!tree.stat(path)) tree.putFolder(path, { modifiedAt, hidden })
  }
  const files = (path: string, sizes: Readonly<Record<string, number>>) => {
    for (const [name, hollow] of Object.entries(sizes)) tree.put(`${path}\\${name}`, { hollow }, { modifiedAt })
  }
  for (const path of nano ? nanoFolders : coreFolders) folder(path)
  folder('C:\\ProgramData', true)
  folder('C:\\ProgramData\\Microsoft')
  for (const user of users)
    for (const name of nano ? ['AppData\\Local\\Temp'] : profile) folder(`C:\\Users\\${user}\\${name}`)
  tree.put('C:\\License.txt', text.encode(license), { modifiedAt })
  files('C:\\Windows\\System32', { ...libraries, ...nanoPrograms, ...(nano ? {} : corePrograms) })
  tree.put('C:\\Windows\\System32\\drivers\\etc\\hosts', text.encode(hosts), { modifiedAt })
  for (const name of ['networks', 'protocol', 'services']) {
    tree.put(`C:\\Windows\\System32\\drivers\\etc\\${name}`, text.encode(`# ${name}\r\n`), { modifiedAt })
  }
  files('C:\\Windows\\System32\\config', {
    DEFAULT: 262_144,
    SAM: 65_536,
    SECURITY: 32_768,
    SOFTWARE: 33_554_432,
    SYSTEM: 8_388_608,
  })
  tree.put(
    'C:\\Windows\\win.ini',
    text.encode('; for 16-bit app support\r\n[fonts]\r\n[extensions]\r\n[mci extensions]\r\n[files]\r\n'),
    {
      modifiedAt,
    },
  )
  // Nano Server lost Windows PowerShell after the release of 2016.
  if (!nano || build <= 14393) {
    folder('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules')
    files('C:\\Windows\\System32\\WindowsPowerShell\\v1.0', { 'powershell.exe': 452_608 })
    folder('C:\\Program Files\\WindowsPowerShell\\Modules')
  }
  if (!nano) {
    files('C:\\Windows', { 'regedit.exe': 370_176 })
    files('C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319', { 'csc.exe': 2_760_328, 'MSBuild.exe': 261_744 })
    folder('C:\\Windows\\SysWOW64')
    files('C:\\Windows\\SysWOW64', { 'cmd.exe': 245_760, 'kernel32.dll': 642_248, 'ntdll.dll': 1_698_472 })
  }
  if (base === 'server' || base === 'windows') files('C:\\Windows', { 'explorer.exe': 4_915_024 })
  return tree
}

const users = ['ContainerAdministrator', 'ContainerUser', 'Public']
const profile = ['AppData\\Local\\Temp', 'AppData\\Roaming', 'Desktop', 'Documents', 'Downloads']

const nanoFolders = [
  'C:\\Program Files\\Common Files',
  'C:\\Program Files (x86)',
  'C:\\Windows\\System32\\config',
  'C:\\Windows\\System32\\drivers\\etc',
  'C:\\Windows\\System32\\en-US',
  'C:\\Windows\\System32\\LogFiles',
  'C:\\Windows\\Logs',
  'C:\\Windows\\Temp',
]

const coreFolders = [
  ...nanoFolders,
  'C:\\Program Files\\internet explorer',
  'C:\\Windows\\assembly',
  'C:\\Windows\\Fonts',
  'C:\\Windows\\INF',
  'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319',
  'C:\\Windows\\servicing',
  'C:\\Windows\\System32\\wbem',
  'C:\\Windows\\WinSxS',
]

const license = `To obtain the license terms of Windows container images see the page of the image in Microsoft's registry.\r
This practice image holds none of Microsoft's files, only their names and sizes.\r
`

const hosts = `# Copyright (c) 1993-2009 Microsoft Corp.\r
#\r
# This is a sample HOSTS file used by Microsoft TCP/IP for Windows.\r
#\r
# localhost name resolution is handled within DNS itself.\r
#	127.0.0.1       localhost\r
#	::1             localhost\r
`
