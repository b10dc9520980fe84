import { resolve } from 'node:path'

/** The program, and what comes before its own arguments, by which this very program is started again. */
export function ownProgram({
  program = process.execPath,
  script = process.argv[1] ?? '',
  portable = process.env.PORTABLE_EXECUTABLE_FILE,
  packed = __dirname.includes('app.asar'),
}: {
  program?: string
  script?: string
  /** Where the portable program lies, which runs from a folder that is deleted at its end. */
  portable?: string | undefined
  packed?: boolean
} = {}): readonly string[] {
  if (portable) return [portable]
  return packed ? [program] : [program, resolve(script)]
}
