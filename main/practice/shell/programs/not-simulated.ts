import type { Program } from '../program.ts'

/** A program whose file the image has and which the practice host does not play: it says so and fails. */
export const notSimulated: Program = async ({ argv, io }) => {
  await io.err.write(`${argv[0]}: this program is not part of the practice host.\r\n`)
  return 1
}
