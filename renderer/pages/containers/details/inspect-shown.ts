import { z } from 'zod'

/** What the Overview reads of the engine's inspect answer; anything missing is as if it were not set. */
const shownSchema = z.object({
  Path: z.string().catch(''),
  Args: z.array(z.string()).nullish().catch(null),
  RestartCount: z.number().catch(0),
  State: z
    .object({ OOMKilled: z.boolean().catch(false), Error: z.string().catch('') })
    .catch({ OOMKilled: false, Error: '' }),
  Mounts: z
    .array(
      z.object({
        Type: z.string().catch(''),
        Name: z.string().catch(''),
        Source: z.string().catch(''),
        Destination: z.string().catch(''),
        RW: z.boolean().catch(true),
      }),
    )
    .nullish()
    .catch(null),
  NetworkSettings: z
    .object({
      Networks: z
        .record(
          z.string(),
          z.object({
            IPAddress: z.string().catch(''),
            GlobalIPv6Address: z.string().catch(''),
            Gateway: z.string().catch(''),
            MacAddress: z.string().catch(''),
          }),
        )
        .nullish()
        .catch(null),
    })
    .catch({ Networks: null }),
  HostConfig: z
    .object({
      NanoCpus: z.number().catch(0),
      CpuQuota: z.number().catch(0),
      CpuPeriod: z.number().catch(0),
      Memory: z.number().catch(0),
      MemorySwap: z.number().catch(0),
    })
    .catch({ NanoCpus: 0, CpuQuota: 0, CpuPeriod: 0, Memory: 0, MemorySwap: 0 }),
  Config: z
    .object({
      Env: z.array(z.string()).nullish().catch(null),
      User: z.string().catch(''),
      WorkingDir: z.string().catch(''),
      Hostname: z.string().catch(''),
    })
    .catch({ Env: null, User: '', WorkingDir: '', Hostname: '' }),
})
export type InspectShown = z.infer<typeof shownSchema>

/** Reads the inspect answer; an unreadable one is as an empty one. */
export function readInspect(json: string): InspectShown {
  let value: unknown = {}
  try {
    value = JSON.parse(json)
  } catch {
    // Shown as text on the Inspect tab all the same.
  }
  const read = shownSchema.safeParse(value)
  return read.success ? read.data : shownSchema.parse({})
}

/** Processors that the container may use, by either way of saying it; null without a limit. */
export function cpuLimit({ HostConfig: { NanoCpus, CpuQuota, CpuPeriod } }: InspectShown): number | null {
  if (NanoCpus > 0) return NanoCpus / 1e9
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : null
}
