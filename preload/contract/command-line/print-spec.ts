import type { ContainerSpec } from '../container-spec.ts'
import { formatSize } from './size.ts'

/** The flags, image and command of `docker run` or `docker create` for a spec. */
export function specArguments(spec: ContainerSpec): string[] {
  const [entrypoint, ...entrypointRest] = spec.entrypoint ?? []
  return [
    ...value('--name', spec.name),
    ...value('--hostname', spec.hostname),
    ...(spec.interactive ? ['--interactive'] : []),
    ...(spec.tty ? ['--tty'] : []),
    ...(spec.isolation === 'default' ? [] : ['--isolation', spec.isolation]),
    ...value('--cpu-count', spec.cpuCount),
    ...value('--cpu-percent', spec.cpuPercent),
    ...value('--cpus', spec.cpus),
    ...value('--memory', spec.memory === undefined ? undefined : formatSize(spec.memory)),
    ...spec.environment.flatMap((variable) => ['--env', `${variable.name}=${variable.value}`]),
    ...spec.ports.flatMap((port) => ['--publish', port]),
    ...spec.volumes.flatMap((volume) => ['--volume', volume]),
    ...value('--network', spec.network),
    ...restartArguments(spec.restartPolicy),
    ...value('--user', spec.user),
    ...value('--workdir', spec.workingDirectory),
    ...value('--security-opt', spec.credentialSpec && `credentialspec=${spec.credentialSpec}`),
    ...value('--storage-opt', spec.storageSize && `size=${spec.storageSize}`),
    ...spec.labels.flatMap((label) => ['--label', `${label.name}=${label.value}`]),
    ...(spec.autoRemove ? ['--rm'] : []),
    ...value('--stop-timeout', spec.stopTimeout),
    ...value('--platform', spec.platform),
    ...spec.dns.flatMap((server) => ['--dns', server]),
    ...(spec.privileged ? ['--privileged'] : []),
    ...(spec.readOnlyRootfs ? ['--read-only'] : []),
    ...(spec.init ? ['--init'] : []),
    ...spec.capAdd.flatMap((capability) => ['--cap-add', capability]),
    ...spec.capDrop.flatMap((capability) => ['--cap-drop', capability]),
    ...(entrypoint === undefined ? [] : ['--entrypoint', entrypoint]),
    spec.image,
    // The CLI takes one word as entrypoint; the engine runs entrypoint and command in a row, so the rest may lead the command.
    ...entrypointRest,
    ...spec.command,
  ]
}

/** `--restart`, left out for the default. */
export function restartArguments(policy: ContainerSpec['restartPolicy']): string[] {
  if (policy.name === 'no') return []
  return ['--restart', policy.maximumRetryCount ? `${policy.name}:${policy.maximumRetryCount}` : policy.name]
}

/** A flag with its value, left out when there is none. */
export function value(flag: string, given: string | number | undefined): string[] {
  return given === undefined || given === '' ? [] : [flag, String(given)]
}
