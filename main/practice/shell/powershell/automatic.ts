import type { PsSession } from './session.ts'
import { hashtable, PsObject, type Value } from './values.ts'

const pshome = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0'

/** A variable that PowerShell itself fills; null when there is none of that name. */
export function automaticVariable(name: string, session: PsSession): Value {
  const { build, revision } = session.world.windows
  switch (name) {
    case 'true':
      return true
    case 'false':
      return false
    case 'pid':
      return session.pid
    case 'pwd':
      return pathInfo(session.folder)
    case 'pshome':
      return pshome
    case 'home':
      return `C:\\Users\\${session.world.user}`
    case 'lastexitcode':
      return session.lastExitCode
    case '?':
      return session.succeeded
    case 'shellid':
      return 'Microsoft.PowerShell'
    case 'psculture':
    case 'psuiculture':
      return 'en-US'
    case 'erroractionpreference':
      return 'Continue'
    case 'psversiontable':
      return new PsObject(hashtable, [
        ['PSVersion', version(`5.1.${build}.${revision}`)],
        ['PSEdition', 'Desktop'],
        ['PSCompatibleVersions', ['1.0', '2.0', '3.0', '4.0', `5.1.${build}.${revision}`]],
        ['BuildVersion', version(`10.0.${build}.${revision}`)],
        ['CLRVersion', version('4.0.30319.42000')],
        ['WSManStackVersion', version('3.0')],
        ['PSRemotingProtocolVersion', version('2.3')],
        ['SerializationVersion', version('1.1.0.1')],
      ])
    case 'host':
      return new PsObject('System.Management.Automation.Internal.Host.InternalHost', [
        ['Name', 'ConsoleHost'],
        ['Version', version(`5.1.${build}.${revision}`)],
        ['CurrentCulture', 'en-US'],
        ['CurrentUICulture', 'en-US'],
      ])
    default:
      return null
  }
}

/** A .NET version: its parts, and itself as text. */
function version(text: string): PsObject {
  const parts = text.split('.').map(Number)
  const names = ['Major', 'Minor', 'Build', 'Revision']
  return new PsObject(
    'System.Version',
    names.map((name, at): [string, Value] => [name, parts[at] ?? -1]),
    text,
  )
}

export function pathInfo(folder: string): PsObject {
  return new PsObject(
    'System.Management.Automation.PathInfo',
    [
      ['Drive', folder[0] ?? 'C'],
      ['Provider', 'Microsoft.PowerShell.Core\\FileSystem'],
      ['ProviderPath', folder],
      ['Path', folder],
    ],
    folder,
  )
}
