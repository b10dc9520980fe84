import { cmd } from '../cmd/cmd.ts'
import { powershell } from '../powershell/powershell.ts'
import type { Program } from '../program.ts'
import type { ShellWorld } from '../world.ts'
import { attrib } from './attrib.ts'
import { curl } from './curl.ts'
import { find } from './find.ts'
import { findstr } from './findstr.ts'
import { help } from './help.ts'
import { hello, serviceMonitor } from './image-programs.ts'
import { ipconfig } from './ipconfig.ts'
import { mode } from './mode.ts'
import { more } from './more.ts'
import { hostname, whoami } from './names.ts'
import { ping } from './ping.ts'
import { sc } from './sc.ts'
import { sort } from './sort.ts'
import { systeminfo } from './systeminfo.ts'
import { taskkill } from './taskkill.ts'
import { tasklist } from './tasklist.ts'
import { timeout } from './timeout.ts'
import { tree } from './tree.ts'
import { where } from './where.ts'

interface WindowsProgram {
  readonly file: string
  readonly run: Program
  present(world: ShellWorld): boolean
}

const always = () => true
const notOnNano = (world: ShellWorld) => world.windows.installationType !== 'Nano Server'

/** The programs of Windows itself, by name without extension. `file` is spelled as `tasklist` shows it. */
export const windowsPrograms: Readonly<Record<string, WindowsProgram>> = {
  attrib: { file: 'attrib.exe', run: attrib, present: always },
  cmd: { file: 'cmd.exe', run: cmd, present: always },
  curl: { file: 'curl.exe', run: curl, present: (world) => world.windows.build >= 17763 },
  find: { file: 'find.exe', run: find, present: always },
  findstr: { file: 'findstr.exe', run: findstr, present: always },
  help: { file: 'help.exe', run: help, present: notOnNano },
  hostname: { file: 'HOSTNAME.EXE', run: hostname, present: always },
  ipconfig: { file: 'ipconfig.exe', run: ipconfig, present: always },
  mode: { file: 'mode.com', run: mode, present: notOnNano },
  more: { file: 'more.com', run: more, present: always },
  ping: { file: 'PING.EXE', run: ping, present: always },
  powershell: { file: 'powershell.exe', run: powershell, present: (world) => world.hasPowerShell },
  sc: { file: 'sc.exe', run: sc, present: notOnNano },
  sort: { file: 'sort.exe', run: sort, present: always },
  systeminfo: { file: 'systeminfo.exe', run: systeminfo, present: notOnNano },
  taskkill: { file: 'taskkill.exe', run: taskkill, present: always },
  tasklist: { file: 'tasklist.exe', run: tasklist, present: always },
  timeout: { file: 'timeout.exe', run: timeout, present: notOnNano },
  tree: { file: 'tree.com', run: tree, present: notOnNano },
  where: { file: 'where.exe', run: where, present: always },
  whoami: { file: 'whoami.exe', run: whoami, present: always },
}

/** Programs that images bring along: they run where the tree has a file of that name. */
export const imagePrograms: Readonly<Record<string, Program>> = {
  'hello.exe': hello,
  'servicemonitor.exe': serviceMonitor,
}
