import { type CmdletContext, type CmdletTable, fail } from '../cmdlet.ts'
import { hresult } from '../error-record.ts'
import { beginRestart } from '../restart.ts'

export const restartCmdlets: CmdletTable = { 'Restart-Computer': { duration: 200, run: restartComputer } }

function restartComputer(context: CmdletContext): void {
  const { machine } = context
  if (context.args.has('ComputerName')) throw new Error('Restart-Computer is simulated for its own machine only.')
  if (context.args.has('Wait'))
    fail({
      message: `The command cannot wait for the local computer to restart. The local computer is ignored when the Wait parameter is specified.`,
      id: 'CannotWaitLocalComputer,Microsoft.PowerShell.Commands.RestartComputerCommand',
      category: 'InvalidOperation',
      target: machine.hostName,
      exception: 'System.InvalidOperationException',
      hresult: hresult(0x80131509),
    })
  if (!context.elevated) {
    context.error({
      message: `Failed to restart the computer ${machine.hostName} with the following error message: Privilege not held.`,
      id: 'RestartcomputerFailed,Microsoft.PowerShell.Commands.RestartComputerCommand',
      category: 'OperationStopped',
      target: machine.hostName,
      exception: 'System.InvalidOperationException',
      hresult: hresult(0x80131509),
    })
    return
  }
  beginRestart(machine, context)
}
