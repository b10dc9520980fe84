/** One Windows as it names itself. */
export interface WindowsIdentity {
  hostName: string
  /** `Windows Server 2022 Datacenter`, `Nano Server`; null when nothing tells it. */
  edition: string | null
  /** `10.0.20348.2700`, or as much of it as is told; null when nothing is. */
  build: string | null
}

export interface HostProcess {
  pid: number
  /** As Get-Process has it, without `.exe`. */
  name: string
  /** Working set in bytes. */
  memory: number
}

/** K5: a Windows container and the host it runs on. */
export interface BesideHost {
  isolation: 'process' | 'hyperv'
  container: WindowsIdentity
  host: WindowsIdentity
  /** Processes of the container, each with the host's process of the same PID and name; null: the host has none. */
  processes: { pid: number; name: string; onHost: HostProcess | null }[]
  /** What stands for utility virtual machines on the host: `vmmem` and `vmwp`, of all of them. */
  virtualMachines: HostProcess[]
  /** All processes of the host. */
  hostProcesses: number
}
