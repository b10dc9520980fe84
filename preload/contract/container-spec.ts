import { z } from 'zod'
export const containerSpecSchema = z.object({ image: z.string().min(1) })
export type ContainerSpec = z.infer<typeof containerSpecSchema>
