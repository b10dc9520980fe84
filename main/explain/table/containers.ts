import { type KnownFailure, stopContainer } from '../known-failure.ts'

/** Containers, networks, volumes. Sources: moby daemon/*.go; texts seen on engine 20.10. */
export const containerFailures: readonly KnownFailure[] = [
  {
    code: 'container-not-found',
    matches: [/No such container: ?(\S+)/i],
    message: (match) => `There is no container ${shortId(match?.[1] ?? 'of that name')}.`,
    cause: 'It was removed meanwhile, by someone else or because it was to be removed when it ends.',
    remedy: 'Look at the list again; make a new container if you still need it.',
  },
  {
    code: 'container-not-running',
    matches: [/[Cc]ontainer (\S+) is not running/, /cannot exec in a stopped (state|container)/i],
    message: 'The container does not run.',
    cause: 'It has ended or was never started.',
    remedy: 'Start it, then try again.',
    action: ({ machine, container }) =>
      machine && container ? { kind: 'start-container', machine, container } : undefined,
  },
  {
    code: 'container-paused',
    matches: [/[Cc]ontainer (\S+) is paused/],
    message: 'The container is paused.',
    cause: 'A paused container does nothing until it is resumed.',
    remedy: 'Resume it, then try again.',
  },
  {
    code: 'name-in-use',
    matches: [/The container name "?\/?([^"\s]+)"? is already in use/i],
    message: (match) => `Another container is already named ${match?.[1] ?? 'so'}.`,
    cause: 'Names are unique on an engine, also among stopped containers.',
    remedy: 'Choose another name, or remove the old container.',
  },
  {
    code: 'port-in-use',
    errorCodes: ['EADDRINUSE'],
    matches: [
      /port is already allocated/i,
      /address already in use/i,
      /Only one usage of each socket address/i,
      /Bind for \S+ failed/i,
    ],
    message: 'The port is already taken on the host.',
    cause: 'Another container or program listens on it.',
    remedy: 'Choose another host port, or stop what uses it.',
  },
  {
    code: 'command-not-found',
    matches: [
      /exec: "([^"]*)": (executable file not found|stat )/i,
      /exec: "([^"]*)".*no such file or directory/i,
      /hcs(?:shim)?::System::CreateProcess(?:: (?!failure in )([^\s:]*(?::\\[^\s:]*)?)[^:]*)?.*(?:The system cannot find the file specified|0x2\))/is,
      /OCI runtime (create|exec|start) failed.*no such file or directory/is,
    ],
    message: (match) => (match?.[1] ? `The image has no program ${match[1]}.` : 'The image has no such program.'),
    cause:
      'The path is wrong, the program is not part of the image (today’s Nano Server has no PowerShell), or a script has Windows line ends.',
    remedy: 'Choose a program that the image has, such as cmd or sh.',
  },
  {
    code: 'not-executable',
    matches: [
      /exec: "([^"]*)": permission denied/i,
      /OCI runtime (create|exec|start) failed.*permission denied/is,
      /exec format error/i,
    ],
    message: 'The program cannot be run in the container.',
    cause: 'The file may not be executed, or it is made for another processor.',
    remedy: 'Check the file’s mode and its architecture in the image.',
  },
  {
    code: 'mount-not-found',
    matches: [/invalid mount config for type "bind": bind source path does not exist: ?(.*)/i],
    message: (match) =>
      `The folder to mount does not exist on the engine’s host: ${match?.[1]?.trim() ?? ''}`.replace(/: $/, '.'),
    cause: 'Paths of bind mounts are those of the engine’s host, not of this machine.',
    remedy: 'Make the folder on that host, or correct the path.',
  },
  {
    code: 'volume-in-use',
    matches: [/volume is in use/i],
    message: 'The volume is used by a container.',
    cause: 'Also a stopped container holds its volumes.',
    remedy: 'Remove the container first.',
  },
  {
    code: 'network-in-use',
    matches: [/network \S+ .*has active endpoints/i, /has active endpoints/i],
    message: 'The network still has containers on it.',
    cause: 'The engine removes only networks without endpoints.',
    remedy: 'Disconnect or remove those containers first.',
  },
  {
    code: 'network-not-found',
    matches: [/network (\S+) not found/i, /No such network: ?(\S+)/i],
    message: (match) => `There is no network ${match?.[1] ?? 'of that name'}.`,
    cause: 'It was removed, or the name is misspelt.',
    remedy: 'Choose a network that the engine lists.',
  },
  {
    code: 'out-of-memory',
    matches: [/Minimum memory limit allowed is (\w+)/i, /not enough memory|cannot allocate memory|0x8007000e/i],
    message: 'The memory limit or the host’s memory does not allow this.',
    cause: 'The limit is below the engine’s minimum, or the host has too little memory left.',
    remedy: 'Raise the limit, or free memory on the host.',
  },
  {
    code: 'path-not-found',
    matches: [/Could not find the file (.+?) in container/i],
    message: (match) => `The container has no ${match?.[1] ?? 'such file'}.`,
    cause: 'The file was removed, or the path is misspelt.',
    remedy: 'Look at the folder again.',
  },
  {
    code: 'stop-first',
    matches: [/container (\S+ )?is running.*stop/i, /You cannot (remove|rename) a running container/i],
    message: 'The container still runs.',
    cause: 'The engine does this only with a stopped container.',
    remedy: 'Stop it first.',
    action: stopContainer,
  },
]

/** A whole id (64 hexadecimal digits) as the lists show it; a name as it is. */
function shortId(name: string): string {
  return /^[\da-f]{64}$/.test(name) ? name.slice(0, 12) : name
}
