import { DaemonConfigError, readDaemonConfig } from '../docker/daemon-config.ts'
import { atLeast } from '../docker/daemon-keys.ts'
import { systemProblem } from '../docker/engine-start.ts'
import { readFlags } from '../docker/service-line.ts'
import { addService } from '../service-names.ts'
import type { MachineState } from '../state.ts'
import { lines, type NativeAnswer, type NativeCommand } from './native-command.ts'

/** `dockerd --validate`, `--register-service`, `--unregister-service` and `--version`. */
export const dockerd: NativeCommand = {
  available: ({ engineVersion }) => engineVersion !== null,
  run(machine, args, { elevated }) {
    const version = machine.engineVersion ?? ''
    const verb = args.find((word) =>
      ['--validate', '--register-service', '--unregister-service', '--version', '-v'].includes(word),
    )
    const rest = args.filter((word) => word !== verb)
    if (verb === '--version' || verb === '-v')
      return { exitCode: 0, output: lines(`Docker version ${version}, build practice`) }
    if (verb === '--validate') return validate(machine, version, rest)
    if (verb === undefined)
      throw new Error(`dockerd ${args.join(' ')} is not simulated: only the service runs the engine.`)
    if (!elevated) return { exitCode: 1, errorOutput: lines('Access is denied.') }
    // A bad daemon.json breaks these two from 28 on as well.
    if (atLeast(version, '28.0')) {
      const problem = configProblem(machine, version, rest)
      if (problem !== null) return { exitCode: 1, errorOutput: lines(problem) }
    }
    return verb === '--register-service' ? register(machine, rest) : unregister(machine)
  },
}

function configProblem(machine: MachineState, version: string, args: readonly string[]): string | null {
  try {
    readDaemonConfig(machine, readFlags(['dockerd', ...args]), version)
    return null
  } catch (error) {
    if (error instanceof DaemonConfigError) return error.message
    throw error
  }
}

/** It prints on standard error; since 23.0, and from 29.2 it also tests the system. */
function validate(machine: MachineState, version: string, args: readonly string[]): NativeAnswer {
  if (!atLeast(version, '23.0'))
    return { exitCode: 125, errorOutput: lines('unknown flag: --validate', "See 'dockerd --help'.") }
  const problem = configProblem(machine, version, args)
  if (problem !== null) return { exitCode: 1, errorOutput: lines(problem) }
  const system = atLeast(version, '29.2') ? systemProblem(machine, version) : null
  if (system !== null) return { exitCode: 1, errorOutput: lines(`system requirements not met: ${system}`) }
  return { exitCode: 0, errorOutput: lines('configuration OK') }
}

function register(machine: MachineState, args: readonly string[]): NativeAnswer {
  if (machine.services.docker) return { exitCode: 1, errorOutput: lines('service docker already exists') }
  const quoted = args.map((word) => (/[\s"]/.test(word) ? `"${word.replace(/"/g, '\\"')}"` : word))
  addService(machine, 'docker', ['"C:\\Program Files\\Docker\\dockerd.exe" --run-service', ...quoted].join(' '))
  return { exitCode: 0 }
}

function unregister(machine: MachineState): NativeAnswer {
  if (!machine.services.docker)
    return { exitCode: 1, errorOutput: lines('The specified service does not exist as an installed service.') }
  delete machine.services.docker
  return { exitCode: 0 }
}
