import type { Cmdlet } from '../cmdlet.ts'
import { itemChangeCmdlets } from './item-changes.ts'

const newItem = itemChangeCmdlets.find((it) => it.name === 'New-Item')

/** `mkdir`, `md`: the function around New-Item. */
export const mkdirFunction: Cmdlet = {
  name: 'mkdir',
  module: '',
  kind: 'Function',
  parameters: 'Path:string[]@0 Name Value:any Force:switch',
  implementation: 'Microsoft.PowerShell.Commands.NewItemCommand',
  synopsis: 'Creates a new folder.',
  async *run(call) {
    if (!newItem) return
    yield* newItem.run({ ...call, parameters: new Map([...call.parameters, ['ItemType', 'Directory']]) })
  },
}
