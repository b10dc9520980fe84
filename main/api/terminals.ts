import { hostShellRefused, type Terminals } from '../terminals/terminals.ts'
import { os } from './implement.ts'

/** The terminals of the contract; whether shells of this machine may be opened is also the door's choice. */
export function terminalCalls(terminals: Terminals) {
  const calls = os.terminals
  return calls.router({
    watch: calls.watch.handler(({ signal }) => terminals.list.watch(signal)),
    open: calls.open.handler(({ input, context }) => {
      if (input.source.kind === 'host-shell' && !context.allowsHostShell) throw hostShellRefused()
      return terminals.open(input.source, input.size)
    }),
    connect: calls.connect.handler(({ input }) => terminals.connect(input.terminal, input.size)),
    resize: calls.resize.handler(({ input }) => terminals.resize(input.terminal, input.size)),
    clear: calls.clear.handler(({ input }) => terminals.clear(input.terminal)),
    detach: calls.detach.handler(({ input }) => terminals.detach(input.terminal)),
    close: calls.close.handler(({ input }) => terminals.closeTerminal(input.terminal)),
    startAgain: calls.startAgain.handler(({ input }) => terminals.startAgain(input.terminal, input.size)),
    hostShells: calls.hostShells.handler(({ context }) => (context.allowsHostShell ? terminals.hostShells() : [])),
    probeShells: calls.probeShells.handler(({ input }) => terminals.probeShells(input.machine, input.container)),
  })
}
