import { lines, type NativeCommand } from './native-command.ts'

/** `whoami` and `whoami /groups`. */
export const whoami: NativeCommand = {
  run({ hostName, administrator }, args, { elevated }) {
    if (['/user', '/priv', '/all'].includes(args[0]?.toLowerCase() ?? ''))
      throw new Error(`whoami ${args[0]} is not simulated.`)
    if (args.length === 0) return { exitCode: 0, output: lines(`${hostName.toLowerCase()}\\administrator`) }
    if (args[0]?.toLowerCase() !== '/groups')
      return {
        exitCode: 1,
        errorOutput: lines(`ERROR: Invalid argument/option - '${args[0]}'.`, 'Type "WHOAMI /?" for usage.'),
      }
    const level = elevated ? ['High', 'S-1-16-12288'] : ['Medium', 'S-1-16-8192']
    const rows = [
      ['Everyone', 'Well-known group', 'S-1-1-0', 'Mandatory group, Enabled by default, Enabled group'],
      ...(administrator
        ? [
            [
              'BUILTIN\\Administrators',
              'Alias',
              'S-1-5-32-544',
              elevated ? 'Mandatory group, Enabled by default, Enabled group, Group owner' : 'Group used for deny only',
            ],
          ]
        : []),
      ['BUILTIN\\Users', 'Alias', 'S-1-5-32-545', 'Mandatory group, Enabled by default, Enabled group'],
      [`Mandatory Label\\${level[0]} Mandatory Level`, 'Label', level[1] ?? '', ''],
    ]
    const widths = [42, 16, 16, 62]
    const row = (cells: readonly string[]) =>
      cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join(' ')
        .trimEnd()
    const bars = widths.map((width) => '='.repeat(width)).join(' ')
    return {
      exitCode: 0,
      output: lines(
        '',
        'GROUP INFORMATION',
        '-----------------',
        '',
        row(['Group Name', 'Type', 'SID', 'Attributes']),
        bars,
        ...rows.map(row),
      ),
    }
  },
}
