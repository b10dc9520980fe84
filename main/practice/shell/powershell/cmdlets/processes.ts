import { endProcess } from '../../process-ends.ts'
import { wildcard } from '../../windows-path.ts'
import type { PracticeProcess } from '../../world.ts'
import type { Cmdlet, CmdletCall } from '../cmdlet.ts'
import { PsObject, type Value } from '../values.ts'
import { collectInput, failure, isSet, listOf, textsOf } from './parameters.ts'

/** A process as System.Diagnostics.Process shows it; the idle process has no processor time. */
function processObject(process: PracticeProcess): PsObject {
  const name = process.pid === 0 ? 'Idle' : process.name.replace(/\.exe$/i, '')
  const bytes = (value: number): Value => Math.round(value)
  const path = process.pid <= 4 ? null : `C:\\Windows\\System32\\${process.name}`
  return new PsObject(
    'System.Diagnostics.Process',
    [
      ['Name', name],
      ['SI', process.session],
      ['Handles', process.handles],
      ['VM', bytes(process.privateBytes + 2_203_318_222_848)],
      ['WS', bytes(process.workingSet)],
      ['PM', bytes(process.privateBytes)],
      ['NPM', bytes(process.pagedPool)],
      ['Path', path],
      ['CPU', process.pid === 0 ? null : process.cpuTime / 1000],
      ['Id', process.pid],
      ['HandleCount', process.handles],
      ['WorkingSet64', bytes(process.workingSet)],
      ['PrivateMemorySize64', bytes(process.privateBytes)],
      ['NonpagedSystemMemorySize64', bytes(process.pagedPool)],
      ['MachineName', '.'],
      ['ProcessName', name],
      ['SessionId', process.session],
      ['StartTime', new Date(process.startedAt)],
      ['Responding', true],
    ],
    `System.Diagnostics.Process (${name})`,
  )
}

function byName(a: PracticeProcess, b: PracticeProcess): number {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()]
  return x < y ? -1 : x > y ? 1 : a.pid - b.pid
}

async function* chosen(call: CmdletCall): AsyncGenerator<PracticeProcess> {
  const all = [...call.session.world.processes()].sort(byName)
  const ids = listOf(call, 'Id')
  const names = textsOf(call, 'Name')
  for (const id of ids ?? []) {
    const found = all.find((it) => it.pid === id)
    if (found) yield found
    else {
      const message = `Cannot find a process with the process identifier ${id}.`
      await call.error(
        failure(call, message, 'NoProcessFoundForGivenId', 'ObjectNotFound', `${id}:Int32`, 'ProcessCommandException'),
      )
    }
  }
  if (ids) return
  for (const name of names ?? ['*']) {
    const test = wildcard(name)
    const found = all.filter((it) => test(it.pid === 0 ? 'Idle' : it.name.replace(/\.exe$/i, '')))
    yield* found
    if (found.length === 0 && !/[*?]/.test(name)) {
      const message = `Cannot find a process with the name "${name}". Verify the process name and call the cmdlet again.`
      await call.error(
        failure(
          call,
          message,
          'NoProcessFoundForGivenName',
          'ObjectNotFound',
          `${name}:String`,
          'ProcessCommandException',
        ),
      )
    }
  }
}

export const processCmdlets: readonly Cmdlet[] = [
  {
    name: 'Get-Process',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Name:string[]@0(ProcessName) Id:int[](PID) ComputerName:string[](Cn) FileVersionInfo:switch(FV,FVI) IncludeUserName:switch InputObject:any[] Module:switch',
    implementation: 'Microsoft.PowerShell.Commands.GetProcessCommand',
    synopsis: 'Gets the processes that are running on the local computer or a remote computer.',
    async *run(call) {
      for await (const process of chosen(call)) yield processObject(process)
    },
  },
  {
    name: 'Stop-Process',
    module: 'Microsoft.PowerShell.Management',
    parameters:
      'Id:int[]@0 Name:string[](ProcessName) InputObject:any[] Force:switch PassThru:switch WhatIf:switch Confirm:switch(cf)',
    implementation: 'Microsoft.PowerShell.Commands.StopProcessCommand',
    synopsis: 'Stops one or more running processes.',
    async *run(call) {
      const piped = await collectInput(call)
      const ids = piped.filter((it): it is PsObject => it instanceof PsObject).map((it) => it.get('Id') ?? null)
      const found = ids.length > 0 ? call.session.world.processes().filter((it) => ids.includes(it.pid)) : []
      if (!call.piped) for await (const process of chosen(call)) found.push(process)
      for (const process of found) {
        if (endProcess(process, 0xffffffff)) {
          if (isSet(call, 'PassThru')) yield processObject(process)
          continue
        }
        const name = process.name.replace(/\.exe$/i, '')
        const message = `Cannot stop process "${name} (${process.pid})" because of the following error: Access is denied`
        await call.error(
          failure(
            call,
            message,
            'CouldNotStopProcess',
            'CloseError',
            `System.Diagnostics.Process (${name}):Process`,
            'ProcessCommandException',
          ),
        )
      }
    },
  },
]
