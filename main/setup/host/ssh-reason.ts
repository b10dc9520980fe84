import { execFile } from 'node:child_process'
import type { HostTarget } from './target.ts'

/** What ssh says when it is asked for PowerShell's subsystem: its error output, in English everywhere. */
export function sshReason(
  target: Extract<HostTarget, { kind: 'ssh' }>,
  { keyPath, knownHostsPath }: { readonly keyPath?: string; readonly knownHostsPath?: string },
): Promise<string> {
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'ConnectTimeout=15']
  if (knownHostsPath !== undefined) options.push(`UserKnownHostsFile=${knownHostsPath}`)
  const args = [
    ...options.flatMap((option) => ['-o', option]),
    ...['-p', String(target.port)],
    ...(target.user === null ? [] : ['-l', target.user]),
    ...(keyPath === undefined ? [] : ['-i', keyPath]),
    ...['-s', '--', target.host.replace(/^\[|\]$/g, ''), 'powershell'],
  ]
  return new Promise((done) => {
    const child = execFile('ssh', args, { timeout: 20_000, windowsHide: true }, (error, _, errorText) =>
      done(errorText || (error?.message ?? '')),
    )
    child.stdin?.end()
  })
}
