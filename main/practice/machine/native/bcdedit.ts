import { lines, type NativeCommand } from './native-command.ts'

const denied = 'The boot configuration data store could not be opened.'

/** `bcdedit`, `bcdedit /enum {current}` and `bcdedit /set [{current}] hypervisorlaunchtype auto|off`. */
export const bcdedit: NativeCommand = {
  run(machine, args, { elevated }) {
    if (!elevated) return { exitCode: 1, errorOutput: lines(denied, 'Access is denied.') }
    const [verb = '/enum', ...rest] = args.map((argument) => argument.toLowerCase())
    if (verb === '/enum' && rest.every((word) => ['{current}', 'active'].includes(word)))
      return { exitCode: 0, output: entry(machine) }
    const [name, value] = rest.filter((word) => word !== '{current}')
    if (verb !== '/set' || name !== 'hypervisorlaunchtype')
      throw new Error(`bcdedit ${args.join(' ')} is not simulated.`)
    if (value !== 'auto' && value !== 'off')
      return {
        exitCode: 1,
        errorOutput: lines(
          'The integer data is not valid as specified.',
          'Run "bcdedit /?" for command line assistance.',
          'The parameter is incorrect.',
        ),
      }
    machine.launchType = value === 'auto' ? 'Auto' : 'Off'
    return { exitCode: 0, output: lines('The operation completed successfully.') }
  },
}

function entry({ windows, launchType }: Parameters<NativeCommand['run']>[0]): string {
  const pair = (name: string, value: string) => `${name.padEnd(24)}${value}`
  return lines(
    '',
    'Windows Boot Loader',
    '-------------------',
    pair('identifier', '{current}'),
    pair('device', 'partition=C:'),
    pair('path', '\\Windows\\system32\\winload.efi'),
    pair('description', windows.installationType === 'Client' ? 'Windows 11' : 'Windows Server'),
    pair('locale', 'en-US'),
    pair('nx', windows.installationType === 'Client' ? 'OptIn' : 'OptOut'),
    pair('hypervisorlaunchtype', launchType),
  )
}
