import { accessSync, constants, statSync } from 'node:fs'
import { join, win32 } from 'node:path'
import type { Shell } from '../../preload/contract/terminals.ts'

/** What the search looks at; replaced in tests. */
export interface HostView {
  platform: NodeJS.Platform
  env: Record<string, string | undefined>
  isProgram(path: string): boolean
}

const thisHost: HostView = { platform: process.platform, env: process.env, isProgram }

/** Shells of the machine that runs Slipway, best first, each by its absolute path: nothing is looked up at start. */
export function findHostShells(host: HostView = thisHost): Shell[] {
  return host.platform === 'win32' ? windowsShells(host) : unixShells(host)
}

function windowsShells({ env, isProgram }: HostView): Shell[] {
  const windows = env.SystemRoot ?? 'C:\\Windows'
  const programs = [env.ProgramW6432, env.ProgramFiles, env['ProgramFiles(x86)']].filter((path) => path !== undefined)
  const onPath = (env.Path ?? env.PATH ?? '').split(';').filter((folder) => win32.isAbsolute(folder))
  const local = env.LOCALAPPDATA
  const candidates: { id: string; label: string; paths: string[]; args: string[] }[] = [
    {
      id: 'pwsh',
      label: 'PowerShell',
      paths: [
        ...programs.map((folder) => win32.join(folder, 'PowerShell', '7', 'pwsh.exe')),
        ...onPath.map((folder) => win32.join(folder, 'pwsh.exe')),
        ...(local ? [win32.join(local, 'Microsoft', 'WindowsApps', 'pwsh.exe')] : []),
      ],
      args: ['-NoLogo'],
    },
    {
      id: 'powershell',
      label: 'Windows PowerShell',
      paths: [win32.join(windows, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')],
      args: ['-NoLogo'],
    },
    { id: 'cmd', label: 'Command Prompt', paths: [win32.join(windows, 'System32', 'cmd.exe')], args: [] },
    {
      id: 'git-bash',
      label: 'Git Bash',
      paths: [
        ...programs.map((folder) => win32.join(folder, 'Git', 'bin', 'bash.exe')),
        ...(local ? [win32.join(local, 'Programs', 'Git', 'bin', 'bash.exe')] : []),
      ],
      args: ['--login', '-i'],
    },
  ]
  return candidates.flatMap(({ id, label, paths, args }) => {
    const path = paths.find(isProgram)
    return path === undefined ? [] : [{ id, label, command: [path, ...args] }]
  })
}

function unixShells({ isProgram }: HostView): Shell[] {
  return ['bash', 'zsh', 'sh', 'pwsh'].flatMap((name) => {
    const folders = ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    const path = folders.map((folder) => join(folder, name)).find(isProgram)
    return path === undefined ? [] : [{ id: name, label: name === 'pwsh' ? 'PowerShell' : name, command: [path] }]
  })
}

function isProgram(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
