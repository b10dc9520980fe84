import type Docker from 'dockerode'
import { SlipwayError } from '../../preload/contract/explained.ts'

/** What a terminal must know of its container. */
export interface ContainerFacts {
  id: string
  imageId: string
  name: string
  running: boolean
  paused: boolean
  restarting: boolean
  tty: boolean
  openStdin: boolean
  exitCode: number
  /** It is being removed, or will be when it ends. */
  leaves: boolean
  windows: boolean
}

export async function readContainer(client: Docker, container: string): Promise<ContainerFacts> {
  const answer = await client.getContainer(container).inspect()
  return {
    id: answer.Id,
    imageId: answer.Image,
    name: answer.Name.replace(/^\//, ''),
    running: answer.State.Running,
    paused: answer.State.Paused,
    restarting: answer.State.Restarting,
    tty: answer.Config.Tty,
    openStdin: answer.Config.OpenStdin,
    exitCode: answer.State.ExitCode,
    leaves: answer.State.Status === 'removing' || answer.HostConfig.AutoRemove === true,
    windows: answer.Platform === 'windows',
  }
}

/** Throws where the engine would refuse to attach or exec, with what to do about it. */
export function demandAwake(facts: ContainerFacts, machine: string): void {
  if (facts.paused)
    throw new SlipwayError({
      code: 'container-paused',
      message: `The container ${facts.name} is paused.`,
      remedy: 'Resume the container, then open the terminal again.',
    })
  if (!facts.running || facts.restarting) throw new ContainerNotRunning(facts, machine)
}

/** The engine attaches and execs only in running containers. */
export class ContainerNotRunning extends SlipwayError {
  readonly exitCode: number

  constructor(facts: ContainerFacts, machine: string) {
    super({
      code: 'container-not-running',
      message: `The container ${facts.name} is not running.`,
      cause: facts.restarting ? 'It is between two restarts.' : `Its last exit code is ${facts.exitCode}.`,
      remedy: 'Start the container.',
      action: { kind: 'start-container', machine, container: facts.id },
    })
    this.exitCode = facts.exitCode
  }
}

/** True for an answer of the engine (whatever it says); false when the engine could not be asked. */
export function isEngineAnswer(error: unknown): error is Error & { statusCode: number } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
}
