import type { HostFacts } from '../../../preload/contract/setup-facts.ts'

/** Facts of a plain server, to be changed where a test needs it. */
export const serverFacts: HostFacts = {
  name: 'SRV1',
  caption: 'Microsoft Windows Server 2022 Standard',
  kind: 'server',
  edition: 'ServerStandard',
  build: 20348,
  revision: 1,
  domain: null,
  virtual: false,
  manufacturer: 'Dell Inc.',
  model: 'PowerEdge R650',
  processor: {
    vendor: 'intel',
    name: 'Intel(R) Xeon(R)',
    sockets: 1,
    logicalProcessors: 8,
    addressWidth: 64,
    slat: true,
    monitorMode: true,
    firmwareEnabled: true,
    dep: true,
  },
  hypervisorPresent: false,
  vbs: 0,
  memory: 2 ** 36,
  freeMemory: 2 ** 35,
  disks: [],
  features: { containers: 'available', hyperV: 'available', hyperVPowerShell: 'available' },
  restartPending: [],
  services: {},
}
