import { quoteCommand, quotePosix, quotePowerShell } from './quoting.ts'

/** An engine as a command line reaches it. The folder holds ca.pem, cert.pem and key.pem; no content of theirs is shown. */
export type CommandLineEndpoint = {
  /** `npipe://`, `unix://`, `tcp://` or `ssh://`. */
  url: string
  tls?: { certificateFolder?: string; verify: boolean }
}

/** C5: a connection written out for the command line. */
export type EnvironmentLines = {
  powershell: string[]
  cmd: string[]
  bash: string[]
  /** `docker context create`, as an argument vector and for each shell. */
  context: { argv: string[]; posix: string; powershell: string; windowsPowerShell: string; cmd: string }
}

/**
 * C5: the DOCKER_HOST lines for PowerShell, cmd and bash, and the command that makes a context of that name. Variables
 * that would spoil the connection (DOCKER_CONTEXT, and the TLS ones where there is no TLS) are taken away.
 */
export function environmentLines(endpoint: CommandLineEndpoint, contextName: string): EnvironmentLines {
  const { url, tls } = endpoint
  const set: [name: string, value: string][] = [['DOCKER_HOST', url]]
  // The CLI takes any text in DOCKER_TLS_VERIFY for yes, even 0; DOCKER_TLS is TLS without verifying.
  if (tls) set.push([tls.verify ? 'DOCKER_TLS_VERIFY' : 'DOCKER_TLS', '1'])
  if (tls?.certificateFolder) set.push(['DOCKER_CERT_PATH', tls.certificateFolder])
  const names = new Set(set.map(([name]) => name))
  const clear = ['DOCKER_CONTEXT', 'DOCKER_TLS_VERIFY', 'DOCKER_TLS', 'DOCKER_CERT_PATH'].filter(
    (name) => !names.has(name),
  )
  const argv = ['docker', 'context', 'create', contextName, '--docker', contextOptions(endpoint)]
  return {
    powershell: [
      ...set.map(([name, value]) => `$env:${name} = ${powerShellString(value)}`),
      `Remove-Item -ErrorAction Ignore ${clear.map((name) => `Env:${name}`).join(', ')}`,
    ],
    cmd: [...set.map(([name, value]) => `set "${name}=${value}"`), ...clear.map((name) => `set "${name}="`)],
    bash: [...set.map(([name, value]) => `export ${name}=${quotePosix(value)}`), `unset ${clear.join(' ')}`],
    context: {
      argv,
      posix: quoteCommand(argv, 'posix'),
      powershell: quoteCommand(argv, 'powershell'),
      windowsPowerShell: quoteCommand(argv, 'windows-powershell'),
      cmd: quoteCommand(argv, 'cmd'),
    },
  }
}

function contextOptions({ url, tls }: CommandLineEndpoint): string {
  const folder = tls?.certificateFolder
  const slash = folder?.includes('\\') ? '\\' : '/'
  const file = (name: string) => `${folder?.replace(/[\\/]+$/, '')}${slash}${name}`
  const fields = [
    `host=${url}`,
    ...(folder && tls.verify ? [`ca=${file('ca.pem')}`] : []),
    ...(folder ? [`cert=${file('cert.pem')}`, `key=${file('key.pem')}`] : []),
    ...(tls && !tls.verify ? ['skip-tls-verify=true'] : []),
  ]
  // The CLI reads the value as a CSV record.
  return fields.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}

/** A value in an assignment is an expression, where a bare word would be a command. */
function powerShellString(value: string): string {
  const quoted = quotePowerShell(value)
  return quoted.startsWith("'") ? quoted : `'${quoted}'`
}
