import { z } from 'zod'

const text = z.string().nullable()
const number = z.number().nullable()
const yesNo = z.boolean().nullable()

/** A feature's state: `payload-removed` must be fetched; `pending` waits for a restart. Null could not be read. */
const featureState = z
  .enum(['installed', 'available', 'payload-removed', 'install-pending', 'uninstall-pending', 'absent'])
  .nullable()

/** H1: what was read of a host. Null is always "could not be read", never "no". */
export const hostFactsSchema = z.object({
  /** As the host calls itself. */
  name: text,
  caption: text,
  kind: z.enum(['server', 'server-core', 'nano', 'client']).nullable(),
  edition: text,
  build: number,
  /** Update revision. */
  revision: number,
  /** Empty: in none. */
  domain: text,
  /** Inside a virtual machine. */
  virtual: yesNo,
  manufacturer: text,
  model: text,
  processor: z.object({
    vendor: z.enum(['intel', 'amd', 'other']).nullable(),
    name: text,
    sockets: number,
    logicalProcessors: number,
    addressWidth: number,
    slat: yesNo,
    monitorMode: yesNo,
    firmwareEnabled: yesNo,
    dep: yesNo,
  }),
  hypervisorPresent: yesNo,
  /** Virtualization-based security: 0 off, 1 configured, 2 running. */
  vbs: number,
  /** Bytes. */
  memory: number,
  freeMemory: number,
  /** Fixed drives; bytes. */
  disks: z.array(z.object({ drive: z.string(), size: number, free: number })).nullable(),
  features: z.object({ containers: featureState, hyperV: featureState, hyperVPowerShell: featureState }),
  /** `pending` is null when no sign says yes and one of them could not be read; `signs` names those that say yes. */
  restart: z.object({ pending: yesNo, signs: z.array(z.string()) }),
  /** Status of the services that matter here, by name; null: the service is not there. */
  services: z.record(z.string(), z.string().nullable()).nullable(),
  /** What is installed of a Docker engine; null could not be read. */
  docker: z
    .object({
      daemon: text,
      /** Of the engine's file, whether it runs or not; `28.5.2`. Journals of earlier versions have none. */
      version: text.default(null),
      client: text,
      configFile: text,
      configReadable: yesNo,
      /** Endpoints such as `npipe:////./pipe/docker_engine`. */
      listens: z.array(z.string()),
    })
    .nullable(),
  /** Whether this processor and this Windows can hand on virtualization to a guest. */
  canNest: yesNo,
})
export type HostFacts = z.infer<typeof hostFactsSchema>

/** One requirement of Hyper-V, judged. */
export interface RequirementVerdict {
  id: string
  title: string
  verdict: 'met' | 'not-met' | 'unknown'
  because: string
  /** Empty where it is met. */
  remedy: string
}
