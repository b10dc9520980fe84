import { spawn } from 'node:child_process'

/**
 * Opens an address with the system's default program; false when there is none. The one-time token would stand in the
 * new process's arguments for a moment, which other users of a shared host can read; it is void after its first use.
 */
export function openInBrowser(address: string): Promise<boolean> {
  const [program, args]: [string, string[]] =
    process.platform === 'win32'
      ? ['rundll32.exe', ['url.dll,FileProtocolHandler', address]]
      : process.platform === 'darwin'
        ? ['/usr/bin/open', [address]]
        : ['xdg-open', [address]]
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
