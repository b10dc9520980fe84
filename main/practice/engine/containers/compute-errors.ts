import { quoteArgument } from '../../shell/command-line.ts'
import type { EngineSettings } from '../engine-host.ts'
import { engineMajor } from '../server/api-range.ts'

/**
 * What the engine says when the compute service makes no container. The words around Windows's own text are those of
 * hcsshim's ContainerError [microsoft/hcsshim errors.go]; the operation's name is hcs::System::Start as seen with an
 * engine of 2025. Other releases put the text behind `hcs::CreateComputeSystem ID: ` [Windows-Containers #227].
 */
export function createFailure({ version }: EngineSettings, id: string, text: string): string {
  const operation = engineMajor(version) >= 23 ? 'hcs::System::Start' : 'hcsshim::CreateComputeSystem'
  return `container ${id} encountered an error during ${operation}: failure in a Windows system call: ${text}`
}

/** What it says when a container has no such program: with the command line since 23.0 [for-win #6551; docker/cli #6347]. */
export function noSuchProgram({ version }: EngineSettings, id: string, argv: readonly string[]): string {
  const during =
    engineMajor(version) >= 23
      ? `hcs::System::CreateProcess: ${argv.map(quoteArgument).join(' ')}`
      : 'hcsshim::System::CreateProcess'
  return `container ${id} encountered an error during ${during}: failure in a Windows system call: The system cannot find the file specified. (0x2)`
}

/** Windows's own text; that of releases since 1903 also reads `The container operating system does not match …`. */
export const MISMATCH =
  'The operating system of the container does not match the operating system of the host. (0xc0370101)'

export const NO_HYPERVISOR = 'No hypervisor is present on this system. (0xc0351000)'

/** A layer that the full disk of the machine has no room for [microsoft/hcsshim internal/wclayer, internal/hcserror]. */
export function layerFailure(call: 'CreateScratchLayer' | 'ActivateLayer'): string {
  return `hcsshim::${call} - failed failed in Win32: There is not enough space on the disk. (0x70)`
}
