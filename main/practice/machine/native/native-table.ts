import { bcdedit } from './bcdedit.ts'
import { dockerd } from './dockerd.ts'
import type { NativeCommand } from './native-command.ts'
import { registry } from './registry.ts'
import { serviceControl } from './service-control.ts'
import { whoami } from './whoami.ts'

/** The native commands that the practice machine simulates, without `.exe`. */
export const nativeCommands: Readonly<Record<string, NativeCommand>> = {
  bcdedit,
  dockerd,
  reg: registry,
  sc: serviceControl,
  whoami,
}
