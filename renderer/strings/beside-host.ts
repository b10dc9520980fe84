/** Words of the tab that shows a container beside its host (K5). */
export const besideHostStrings = {
  process:
    'Process isolation: the container shares the kernel with the host. Each of its processes is a process of the host too, with the same PID.',
  hyperv:
    'Hyper-V isolation: the container has a kernel of its own in a small virtual machine. The host does not see its processes, only vmmem and vmwp, which stand for the virtual machine.',
  picture: {
    process: 'The host and its container over one kernel: the processes of the container are on the host too',
    hyperv: 'The container in a virtual machine with its own kernel: the host sees only vmmem',
  },
  host: 'Host',
  container: 'Container',
  hostProcesses: 'Host processes',
  sharedKernel: 'One Windows kernel, shared',
  hostKernel: 'Kernel of the host',
  ownKernel: 'Kernel of its own',
  virtualMachine: 'Virtual machine',
  hypervisor: 'Hypervisor',
  seen: 'vmmem',
  compared: 'Container and host',
  hostName: 'Host name',
  edition: 'Edition',
  build: 'Build',
  notTold: 'Not told',
  processes: 'Processes by PID',
  count: (matched: number, all: number, host: number) =>
    `${matched} of ${all} processes of the container are among the ${host} of the host.`,
  pid: 'PID',
  inContainer: 'In the container',
  onHost: 'On the host',
  memory: 'Working set',
  none: 'Not on the host',
  virtualMachines: 'Virtual machines on the host',
  refresh: 'Look again',
} as const
