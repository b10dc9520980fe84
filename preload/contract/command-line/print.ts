import type { ShownAction } from './actions.ts'
import { restartArguments, specArguments, value } from './print-spec.ts'
import { quoteCommand, type Shell } from './quoting.ts'
import { formatSize } from './size.ts'

/** The same work done by hand: each command as an argument vector (`docker` first), and as text for each shell, a line each. */
export type EquivalentCommand = {
  docker: string[][]
  posix: string
  /** PowerShell 7.3 and later. */
  powershell: string
  /** Windows PowerShell 5.1; differs where an argument has quotes inside. */
  windowsPowerShell: string
  cmd: string
}

/** H11: the docker CLI's commands for an action, run against the engine that the CLI is set to. */
export function toEquivalent(action: ShownAction): EquivalentCommand {
  const docker = [['docker', ...toArguments(action)]]
  const as = (shell: Shell) => docker.map((argv) => quoteCommand(argv, shell)).join('\n')
  return {
    docker,
    posix: as('posix'),
    powershell: as('powershell'),
    windowsPowerShell: as('windows-powershell'),
    cmd: as('cmd'),
  }
}

function on(flag: string, condition: boolean | undefined): string[] {
  return condition ? [flag] : []
}

function toArguments(shown: ShownAction): string[] {
  switch (shown.action) {
    case 'run':
      return ['run', ...on('--detach', shown.detach ?? true), ...specArguments(shown.spec)]
    case 'create':
      return ['create', ...specArguments(shown.spec)]
    case 'start':
    case 'pause':
    case 'unpause':
      return [shown.action, ...shown.containers]
    case 'stop':
    case 'restart':
      return [shown.action, ...value('--signal', shown.signal), ...value('-t', shown.timeout), ...shown.containers]
    case 'kill':
      return ['kill', ...value('--signal', shown.signal), ...shown.containers]
    case 'rename':
      return ['rename', shown.container, shown.name]
    case 'update':
      return [
        'update',
        ...value('--cpus', shown.cpus || undefined),
        ...(shown.memory ? memoryArguments(shown.memory, shown.memorySwap) : []),
        // Here `no` is a change like any other.
        ...(shown.restartPolicy?.name === 'no' ? ['--restart', 'no'] : []),
        ...(shown.restartPolicy ? restartArguments(shown.restartPolicy) : []),
        ...shown.containers,
      ]
    case 'commit':
      return [
        'commit',
        ...value('--author', shown.author),
        ...value('--message', shown.message),
        ...(shown.pause === false ? ['--pause=false'] : []),
        shown.container,
        ...(shown.reference ? [shown.reference] : []),
      ]
    case 'rm':
      return ['rm', ...on('--force', shown.force), ...on('--volumes', shown.volumes), ...shown.containers]
    case 'exec':
      return [
        'exec',
        ...on('--interactive', shown.interactive),
        ...on('--tty', shown.tty),
        ...on('--detach', shown.detach),
        ...value('--user', shown.user),
        ...value('--workdir', shown.workingDirectory),
        ...(shown.environment ?? []).flatMap((variable) => ['--env', `${variable.name}=${variable.value}`]),
        ...on('--privileged', shown.privileged),
        shown.container,
        ...shown.command,
      ]
    case 'attach':
      return ['attach', ...value('--detach-keys', shown.detachKeys), shown.container]
    case 'logs':
      return [
        'logs',
        ...on('--follow', shown.follow),
        ...on('--timestamps', shown.timestamps),
        ...value('--tail', shown.tail),
        ...value('--since', shown.since),
        ...value('--until', shown.until),
        shown.container,
      ]
    case 'copy-in':
      return ['cp', shown.from, `${shown.container}:${shown.to}`]
    case 'copy-out':
      return ['cp', `${shown.container}:${shown.from}`, shown.to]
    case 'diff':
    case 'top':
      return [shown.action, shown.container]
    case 'inspect':
      return ['container', 'inspect', ...shown.containers]
    case 'stats':
      return ['stats', ...on('--no-stream', shown.once), ...shown.containers]
    case 'pull':
      return ['pull', ...value('--platform', shown.platform), ...on('--all-tags', shown.allTags), shown.image]
    case 'search':
      return [
        'search',
        '--no-trunc',
        ...value('--limit', shown.limit),
        ...(shown.official ? ['--filter', 'is-official=true'] : []),
        ...(shown.term.startsWith('-') ? ['--'] : []),
        shown.term,
      ]
    case 'tag':
      return ['tag', shown.image, shown.target]
    case 'rmi':
      return ['rmi', ...on('--force', shown.force), ...shown.images]
    case 'image-inspect':
      return ['image', 'inspect', ...shown.images]
    case 'history':
      return ['history', '--no-trunc', shown.image]
  }
}

/** Swap goes along, twice the memory as at creation: without it the engine refuses a memory above the old swap. */
function memoryArguments(memory: number, swap = memory * 2): string[] {
  return ['--memory', formatSize(memory), '--memory-swap', swap < 0 ? '-1' : formatSize(swap)]
}
