import type { Program, Running } from '../program.ts'

/** A program whose file the image has and which the practice host does not play: it says so and fails. */
export const notSimulated: Program = async ({ argv, io }) => {
  await io.err.write(`${argv[0]}: this program is not part of the practice host.\r\n`)
  return 1
}

/** True, and told to the person, for an option that the real program has and this one has not. */
export async function optionNotSimulated(
  { io, argv }: Pick<Running, 'io' | 'argv'>,
  option: string,
  real: readonly string[],
): Promise<boolean> {
  if (!real.includes(option.toLowerCase().replace(/^-/, '/'))) return false
  await io.err.write(`${argv[0]}: the option ${option} is not part of the practice host.\r\n`)
  return true
}
