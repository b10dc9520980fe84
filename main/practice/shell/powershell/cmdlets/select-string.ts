import { decodeText } from '../../text-file.ts'
import type { Cmdlet } from '../cmdlet.ts'
import { PsObject, toText } from '../values.ts'
import { existing } from './items.ts'
import { failure, isSet, textsOf } from './parameters.ts'

/** `Select-String`: lines of texts or files that a pattern fits. */
export const selectStringCmdlet: Cmdlet = {
  name: 'Select-String',
  module: 'Microsoft.PowerShell.Utility',
  parameters:
    'Pattern!:string[]@0 Path:string[]@1 LiteralPath:string[](PSPath) SimpleMatch:switch CaseSensitive:switch Quiet:switch List:switch NotMatch:switch AllMatches:switch Encoding Context:int[] Include:string[] Exclude:string[] InputObject:any',
  implementation: 'Microsoft.PowerShell.Commands.SelectStringCommand',
  synopsis: 'Finds text in strings and files.',
  async *run(call) {
    const patterns = textsOf(call, 'Pattern') ?? []
    const exact = isSet(call, 'CaseSensitive')
    const tests: ((line: string) => boolean)[] = []
    for (const pattern of patterns) {
      if (isSet(call, 'SimpleMatch')) {
        const wanted = exact ? pattern : pattern.toLowerCase()
        tests.push((line) => (exact ? line : line.toLowerCase()).includes(wanted))
        continue
      }
      try {
        const expression = new RegExp(pattern, exact ? '' : 'i')
        tests.push((line) => expression.test(line.slice(0, 10_000)))
      } catch {
        const message = `The string ${pattern} is not a valid regular expression: parsing "${pattern}" - Invalid pattern.`
        throw failure(call, message, 'InvalidRegex', 'InvalidArgument', ':', 'ArgumentException')
      }
    }
    const fits = (line: string) => tests.some((test) => test(line)) !== isSet(call, 'NotMatch')
    const quiet = isSet(call, 'Quiet')
    const found = (line: string, number: number, path: string, shown: string) =>
      new PsObject(
        'Microsoft.PowerShell.Commands.MatchInfo',
        [
          ['IgnoreCase', !exact],
          ['LineNumber', number],
          ['Line', line],
          ['Filename', path === 'InputStream' ? path : (path.split('\\').at(-1) ?? path)],
          ['Path', path],
          ['Pattern', patterns[0] ?? ''],
        ],
        shown,
      )
    const names = textsOf(call, 'LiteralPath') ?? textsOf(call, 'Path')
    if (names) {
      for (const name of names) {
        for (const { path, file } of await existing(call, name)) {
          if (file.kind === 'folder') continue
          const here = call.session.folder.endsWith('\\') ? call.session.folder : `${call.session.folder}\\`
          const shown = path.toLowerCase().startsWith(here.toLowerCase()) ? path.slice(here.length) : path
          for (const [at, line] of decodeText(call.session.world.files.read(path)).split(/\r?\n/).entries()) {
            if (!fits(line)) continue
            if (quiet) {
              yield true
              return
            }
            yield found(line, at + 1, path, `${shown}:${at + 1}:${line}`)
            if (isSet(call, 'List')) break
          }
        }
      }
      if (quiet) yield false
      return
    }
    let number = 0
    for await (const item of call.input) {
      number++
      const file = item instanceof PsObject && item.type === 'System.IO.FileInfo' ? item.get('FullName') : undefined
      const lines =
        file === undefined || file === null
          ? [toText(item)]
          : item instanceof PsObject && item.get('PSIsContainer') === true
            ? []
            : decodeText(call.session.world.files.read(toText(file))).split(/\r?\n/)
      for (const [at, line] of lines.entries()) {
        if (!fits(line)) continue
        if (quiet) {
          yield true
          return
        }
        const path = file === undefined || file === null ? 'InputStream' : toText(file)
        const place = file === undefined || file === null ? number : at + 1
        yield found(line, place, path, path === 'InputStream' ? line : `${path.split('\\').at(-1)}:${place}:${line}`)
      }
    }
    if (quiet) yield false
  },
}
