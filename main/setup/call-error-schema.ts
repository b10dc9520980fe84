import { z } from 'zod'

/** A CallError as it is read back: from the runner's lines and from the journal. */
export const callErrorSchema = z.object({
  message: z.string(),
  id: z.string(),
  category: z.string(),
  target: z.string(),
  exception: z.string(),
  hresult: z.number().nullable(),
  terminating: z.boolean(),
})
