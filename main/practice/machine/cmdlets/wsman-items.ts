import { type CmdletContext, type CmdletTable, fail, flagOf, textOf, textsOf } from '../cmdlet.ts'
import { hresult } from '../error-record.ts'
import { startService } from '../service-control.ts'

/** Items of the WSMan: drive; of all its settings only the client's list of trusted hosts. */
export const wsmanItemCmdlets: CmdletTable = {
  'Get-Item': { run: getItem },
  'Set-Item': { duration: 100, run: setItem },
}

const path = 'WSMan:\\localhost\\Client\\TrustedHosts'

function expectTrustedHosts(context: CmdletContext): void {
  const paths = textsOf(context, 'LiteralPath') ?? textsOf(context, 'Path') ?? []
  const other = paths.find((one) => one.toLowerCase() !== path.toLowerCase())
  if (other !== undefined) throw new Error(`${context.name} of ${other} is not simulated: only ${path}.`)
}

const errorClass = ({ name }: CmdletContext) => `Microsoft.PowerShell.Commands.${name.replace('-', '')}Command`

/** The text is about_Remote_Troubleshooting's; the id is unverified. */
function demandRights(context: CmdletContext): void {
  if (context.elevated) return
  invalidOperation(context, 'Access is denied. You need to run this cmdlet from an elevated process.')
}

/** What the provider throws becomes the cmdlet's own error with the exception's name for its id (WSD #1492). */
function invalidOperation(context: CmdletContext, message: string): never {
  fail({
    message,
    id: `System.InvalidOperationException,${errorClass(context)}`,
    category: 'NotSpecified',
    exception: 'System.InvalidOperationException',
    hresult: hresult(0x80131509),
  })
}

const serviceRuns = ({ machine }: CmdletContext) => machine.services.WinRM?.status === 'Running'

function getItem(context: CmdletContext): void {
  expectTrustedHosts(context)
  demandRights(context)
  // It asks whether to start the service; where nobody answers, the path is not there (LabBuilder #291, #334).
  if (!serviceRuns(context)) {
    context.error({
      message: `Cannot find path '${path}' because it does not exist.`,
      id: `PathNotFound,${errorClass(context)}`,
      category: 'ObjectNotFound',
      target: path,
      exception: 'System.Management.Automation.ItemNotFoundException',
      hresult: hresult(0x80131501),
    })
    return
  }
  context.write({
    PSPath: 'Microsoft.WSMan.Management\\WSMan::localhost\\Client\\TrustedHosts',
    PSChildName: 'TrustedHosts',
    PSIsContainer: false,
    Name: 'TrustedHosts',
    TypeNameOfElement: 'System.String',
    SourceOfValue: '',
    Value: context.machine.trustedHosts,
  })
}

function setItem(context: CmdletContext): void {
  expectTrustedHosts(context)
  demandRights(context)
  const { machine, now } = context
  // With -Force it starts the service (ConfigProvider.cs); without, it asks, and says this (WSD #1492).
  const runs = serviceRuns(context) || (flagOf(context, 'Force') === true && startService(machine, 'WinRM', now))
  if (!runs) {
    invalidOperation(
      context,
      'The client cannot connect to the destination specified in the request. Verify that the service on the destination is running and is accepting requests. Consult the logs and documentation for the WS-Management service running on the destination, most commonly IIS or WinRM. If the destination is the WinRM service, run the following command on the destination to analyze and configure the WinRM service: "winrm quickconfig". ',
    )
  }
  if (flagOf(context, 'Force') !== true) throw new Error('Set-Item of TrustedHosts asks without -Force: not simulated.')
  const value = textOf(context, 'Value') ?? ''
  const before = machine.trustedHosts
  if (flagOf(context, 'Concatenate') !== true || before === '') machine.trustedHosts = value
  // Windows refuses any other entry beside it (LabBuilder #89), in words that are not known.
  else if (before === '*') throw new Error('Adding to the trusted hosts * is not simulated.')
  else if (!before.split(',').includes(value)) machine.trustedHosts = `${before},${value}`
}
