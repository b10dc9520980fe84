import { requestWeb } from '../../web-request.ts'
import { resolvePath } from '../../windows-path.ts'
import type { WebAnswer } from '../../world.ts'
import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { PsError } from '../errors.ts'
import { hashtable, PsObject, type Value } from '../values.ts'
import { changing } from './content.ts'
import { fromJson } from './convert.ts'
import { failure, isSet, numberOf, textOf, textsOf } from './parameters.ts'

/** Asks a web server of the practice world; throws what 5.1 says where there is none, or where it refuses. */
function request(call: CmdletCall): WebAnswer {
  const outcome = requestWeb(call.session.world, textOf(call, 'Uri') ?? '')
  if (outcome.kind === 'answer' && outcome.answer.status < 400) return outcome.answer
  if (outcome.kind === 'no-address') {
    const message = 'Invalid URI: The hostname could not be parsed.'
    throw failure(call, message, 'System.UriFormatException', 'NotSpecified', ':', 'UriFormatException')
  }
  const message =
    outcome.kind === 'unknown-name'
      ? `The remote name could not be resolved: '${outcome.host}'`
      : outcome.kind === 'refused'
        ? 'Unable to connect to the remote server'
        : `The remote server returned an error: (${outcome.answer.status}) ${outcome.answer.reason}.`
  throw new PsError({
    message,
    id: `WebCmdletWebResponseException,${call.cmdlet.implementation}`,
    category: `InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest) [${call.cmdlet.name}], WebException`,
    activity: call.cmdlet.name,
  })
}

/** What the server answered; null when `-OutFile` took its body. */
async function answerToShow(call: CmdletCall): Promise<WebAnswer | null> {
  const answer = request(call)
  const name = textOf(call, 'OutFile')
  if (name === null) return answer
  const path = resolvePath(call.session.folder, name)
  await changing(call, path, () => call.session.world.files.write(path, answer.body))
  return null
}

function response(answer: WebAnswer): PsObject {
  const content = Buffer.from(answer.body).toString()
  const head = answer.headers.map(([name, value]) => `${name}: ${value}`)
  return new PsObject('Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject', [
    ['StatusCode', answer.status],
    ['StatusDescription', answer.reason],
    ['Content', content],
    ['RawContent', `HTTP/1.1 ${answer.status} ${answer.reason}\r\n${head.join('\r\n')}\r\n\r\n${content}`],
    ['Forms', null],
    ['Headers', new PsObject(hashtable, answer.headers)],
    ['Images', []],
    ['InputFields', []],
    ['Links', []],
    ['ParsedHtml', null],
    ['RawContentLength', answer.body.length],
  ])
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
    async *run(call) {
      const answer = await answerToShow(call)
      if (!answer) return
      if (!isSet(call, 'UseBasicParsing')) {
        // Server Core has no Internet Explorer to take the page apart.
        const message =
          "The response content cannot be parsed because the Internet Explorer engine is not available, or Internet Explorer's first-launch configuration is not complete. Specify the UseBasicParsing parameter and try again. "
        throw failure(
          call,
          message,
          'WebCmdletIEDomNotSupportedException',
          'NotImplemented',
          ':',
          'NotSupportedException',
        )
      }
      yield response(answer)
    },
  },
  {
    name: 'Invoke-RestMethod',
    module: 'Microsoft.PowerShell.Utility',
    parameters: requestParameters,
    implementation: 'Microsoft.PowerShell.Commands.InvokeRestMethodCommand',
    synopsis: 'Sends an HTTP or HTTPS request to a RESTful web service.',
    async *run(call) {
      const answer = await answerToShow(call)
      if (!answer) return
      const text = Buffer.from(answer.body).toString()
      const json = answer.headers.some(([name, value]) => name === 'Content-Type' && value === 'application/json')
      yield json ? fromJson(JSON.parse(text) as unknown) : text
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
