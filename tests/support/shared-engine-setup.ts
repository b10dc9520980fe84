import { prepareSharedEngine } from './shared-engine.ts'

/** vitest's global set-up of the projects that may use the shared engine; what it returns is the teardown. */
export default function setup(): () => Promise<void> {
  return prepareSharedEngine()
}
