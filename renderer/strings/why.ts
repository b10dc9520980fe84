/** H15: the idea behind each wizard, in a few sentences each. */
export const whyStrings: Record<string, { title: string; paragraphs: readonly string[]; picture: string }> = {
  'containers-feature': {
    title: 'Containers share the host’s kernel',
    paragraphs: [
      'A container is processes with a view of their own: their own file system, registry, network and process list. Windows makes these views (namespaces) and sets limits to processor, memory and network (resource governance).',
      'An image is a stack of layers that never change. A container writes into a thin layer of its own on top (copy-on-write), so that a hundred containers share one copy of the base.',
      'The parts of Windows that do this come with the Containers feature: the Host Compute Service starts containers, the Host Network Service makes their networks. Without them the engine does not start.',
    ],
    picture: 'Two containers with process isolation side by side on one Windows kernel',
  },
  'hyper-v': {
    title: 'Three levels of isolation',
    paragraphs: [
      'With process isolation, containers share the host’s kernel: fast and small, right for programs that you trust, and only for images of a fitting Windows build.',
      'With Hyper-V isolation, each container has a kernel of its own in a small virtual machine. The host does not see its processes; a hostile tenant meets the hypervisor, not your kernel. Images of older Windows builds run, too.',
      'A virtual machine of its own is the widest gap, and the heaviest. Hyper-V is needed for the second and the third.',
    ],
    picture: 'Process isolation on the host’s kernel, Hyper-V isolation with a kernel of its own',
  },
  'nested-virtualization': {
    title: 'A hypervisor inside a virtual machine',
    paragraphs: [
      'Hyper-V needs the processor’s virtualization extensions. A virtual machine does not see them unless its host exposes them to it, and only while it is off.',
      'Memory of a machine that runs Hyper-V cannot balloon, so dynamic memory goes off and 4 GB or more are set. Two or more processors keep the inner machines alive.',
      'Inner machines send with their own MAC addresses. The outer switch drops what it does not know, unless spoofing is allowed, or they hide behind NAT.',
    ],
    picture: 'A physical host with a virtual machine, in which Hyper-V runs another one',
  },
  'trust-remote-host': {
    title: 'Who answers, and how it proves that',
    paragraphs: [
      'Before Windows sends a credential to another machine, it wants proof of who answers. In a domain Kerberos gives it. Over HTTPS the host’s certificate gives it.',
      'In a workgroup, or by an IP address, WinRM over HTTP has neither. Windows then connects only to hosts that an administrator has named in TrustedHosts, a list of the machine that connects. A machine that takes such a host’s name or address would be believed, and may be sent your credential.',
      'So name single hosts, on a network that you trust, and never a pattern such as *. What is sent is encrypted all the same. HTTPS is the better way: it needs no list.',
    ],
    picture: 'This machine asks its list of trusted hosts before it connects to a remote host over HTTP',
  },
}

/** Names in the pictures. */
export const whyPictureStrings = {
  hardware: 'Processor, memory, disk',
  container: 'Container',
  hostProcesses: 'Host’s processes',
  sharedKernel: 'One Windows kernel for all',
  layers: 'Image layers, shared and never changed',
  hostKernel: 'Host’s kernel',
  utilityVm: 'Small virtual machine',
  ownKernel: 'Kernel of its own',
  hypervisor: 'Hypervisor',
  host: 'Host',
  vm: 'Virtual machine',
  innerVm: 'Container or VM inside',
  innerHypervisor: 'Its own hypervisor',
  exposes: 'Hypervisor, exposes the extensions',
  thisMachine: 'This machine',
  trustedHosts: 'TrustedHosts: names of hosts',
  winrmClient: 'WinRM client',
  remoteHost: 'Remote host',
  winrmService: 'WinRM service',
  http: 'HTTP, port 5985: no proof who answers',
  https: 'HTTPS, port 5986: its certificate is the proof',
}
