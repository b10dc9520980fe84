import { lines, type NativeAnswer, type NativeCommand } from './native-command.ts'

const runOnce = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce'
const done: NativeAnswer = { exitCode: 0, output: lines('The operation completed successfully.', '') }
const missing: NativeAnswer = {
  exitCode: 1,
  errorOutput: lines('ERROR: The system was unable to find the specified registry key or value.'),
}

/** `reg add`, `reg delete` and `reg query` of one text value of this user's RunOnce key; it needs no elevation. */
export const registry: NativeCommand = {
  run(machine, [verb = '', key = '', ...rest]) {
    const name = after(rest, '/v')
    const [data, type] = [after(rest, '/d'), after(rest, '/t')]
    if (key.toLowerCase() !== runOnce.toLowerCase() || name === null)
      throw new Error(`reg ${verb} ${key} is not simulated: only values of ${runOnce} are.`)
    const known = machine.runOnce?.[name]
    switch (verb.toLowerCase()) {
      case 'add':
        if (type !== 'REG_SZ' || data === null || !rest.includes('/f'))
          throw new Error('reg add is simulated for a text, with /f, only.')
        machine.runOnce = { ...machine.runOnce, [name]: data }
        return done
      case 'delete': {
        if (known === undefined) return missing
        const { [name]: _gone, ...left } = machine.runOnce ?? {}
        if (Object.keys(left).length > 0) machine.runOnce = left
        else delete machine.runOnce
        return done
      }
      case 'query':
        return known === undefined
          ? missing
          : { exitCode: 0, output: lines('', key, `    ${name}    REG_SZ    ${known}`, '') }
      default:
        throw new Error(`reg ${verb} is not simulated.`)
    }
  },
}

function after(words: readonly string[], flag: string): string | null {
  const place = words.indexOf(flag)
  return place < 0 ? null : (words[place + 1] ?? null)
}
