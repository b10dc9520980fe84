import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { PsError } from '../errors.ts'
import { PsObject, type Value } from '../values.ts'
import { failure, isSet, numberOf, textOf, textsOf } from './parameters.ts'

/** The containers' network leads nowhere: a name is unknown, or nobody listens. */
function request(call: CmdletCall): never {
  const text = textOf(call, 'Uri') ?? ''
  let host = ''
  try {
    host = new URL(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`).hostname
  } catch {
    const message = 'Invalid URI: The hostname could not be parsed.'
    throw failure(call, message, 'System.UriFormatException', 'NotSpecified', ':', 'UriFormatException')
  }
  const { world } = call.session
  const known = /^(localhost|[\d.]+|\[.*\])$/i.test(host) || world.resolve(host) !== null
  throw new PsError({
    message: known ? 'Unable to connect to the remote server' : `The remote name could not be resolved: '${host}'`,
    id: `WebCmdletWebResponseException,${call.cmdlet.implementation}`,
    category: `InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest) [${call.cmdlet.name}], WebException`,
    activity: call.cmdlet.name,
  })
}

const requestParameters =
  'Uri!@0 UseBasicParsing:switch WebSession:any SessionVariable(SV) Credential:any Certificate:any UserAgent TimeoutSec:int Headers:any MaximumRedirection:int Method Proxy Body:any ContentType OutFile PassThru:switch DisableKeepAlive:switch'

/** Invoke-WebRequest, Invoke-RestMethod and Test-Connection. */
export const webCmdlets: readonly Cmdlet[] = [
  {
    name: 'Invoke-WebRequest',
    module: 'Microsoft.PowerShell.Utility',
    parameters: requestParameters,
    implementation: 'Microsoft.PowerShell.Commands.InvokeWebRequestCommand',
    synopsis: 'Gets content from a web page on the Internet.',
    // biome-ignore lint/correctness/useYield: it always fails.
    async *run(call) {
      request(call)
    },
  },
  {
    name: 'Invoke-RestMethod',
    module: 'Microsoft.PowerShell.Utility',
    parameters: requestParameters,
    implementation: 'Microsoft.PowerShell.Commands.InvokeRestMethodCommand',
    synopsis: 'Sends an HTTP or HTTPS request to a RESTful web service.',
    // biome-ignore lint/correctness/useYield: it always fails.
    async *run(call) {
      request(call)
    },
  },
  {
    name: 'Test-Connection',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'ComputerName!:string[]@0(CN,IPAddress,Server,Destination) Count:int BufferSize:int(Size,Bytes) Delay:int TimeToLive:int(TTL) Source:string[] Quiet:switch AsJob:switch',
    implementation: 'Microsoft.PowerShell.Commands.TestConnectionCommand',
    synopsis: 'Sends ICMP echo request packets ("pings") to one or more computers.',
    async *run(call) {
      const { world } = call.session
      const count = Math.min(numberOf(call, 'Count') ?? 4, 100)
      for (const name of textsOf(call, 'ComputerName') ?? []) {
        const address = /^localhost$/i.test(name) ? '127.0.0.1' : /^[\d.]+$/.test(name) ? name : world.resolve(name)
        const alive = address !== null && world.answers(address)
        if (isSet(call, 'Quiet')) {
          yield alive
          continue
        }
        for (let at = 0; at < count && !call.interrupt.aborted; at++) {
          if (alive) {
            yield reply(world.hostName, name, address)
            if (at < count - 1) await new Promise((done) => setTimeout(done, 1000))
            continue
          }
          const why = address === null ? 'No such host is known' : 'Error due to lack of resources'
          await call.error(
            failure(
              call,
              `Testing connection to computer '${name}' failed: ${why}`,
              'TestConnectionException',
              'ResourceUnavailable',
              `${name}:String`,
              'PingException',
            ),
          )
          break
        }
      }
    },
  },
]

function reply(source: string, name: string, address: string): Value {
  return new PsObject('System.Management.ManagementObject#root\\cimv2\\Win32_PingStatus', [
    ['Source', source.toUpperCase()],
    ['Destination', name],
    ['IPV4Address', address],
    ['IPV6Address', ''],
    ['Bytes', 32],
    ['Time(ms)', 0],
  ])
}
