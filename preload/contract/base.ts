import { oc } from '@orpc/contract'
import { z } from 'zod'
import { explainedSchema } from './explained.ts'

/** Every call declares the same one error: a failure that carries its cause and remedy as data. */
export const call = oc.errors({ EXPLAINED: { message: 'explained', data: explainedSchema } })

/** Id of a machine (a connection): letters, digits, dot, dash, underscore. */
export const machineId = z.string().regex(/^[\w.-]{1,80}$/)

/** A container's id or name as the engine accepts it (moby daemon/names: `[a-zA-Z0-9][a-zA-Z0-9_.-]+`). */
export const containerRef = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/)
  .max(255)

/** An image by id or reference; the engine parses it further. */
export const imageRef = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\s?#]+$/)

export const onMachine = z.object({ machine: machineId })
export const onContainer = onMachine.extend({ container: containerRef })
export const onImage = onMachine.extend({ image: imageRef })
