import { copy, type KnownFailure, openLink, stopContainer } from '../known-failure.ts'

const compatibility =
  'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility'

/** Running Windows containers. Sources: explained-errors of the field; moby, hcsshim and docker/for-win threads. */
export const windowsRunFailures: readonly KnownFailure[] = [
  {
    code: 'build-mismatch',
    matches: [
      /0xc0370101/i,
      /operating system of the container does not match/i,
      /container operating system does not match the host/i,
    ],
    message: 'The image’s Windows build does not match the host’s.',
    cause: 'Under process isolation both must be of one build. A floating tag (ltsc, latest) can bring this overnight.',
    remedy: 'Use a tag of the host’s build and pin it, or Hyper-V isolation when the image is older than the host.',
    action: () => ({ kind: 'use-hyperv' }),
  },
  {
    code: 'no-hypervisor',
    matches: [
      /0xc0351000/i,
      /No hypervisor is present/i,
      /virtual machine could not be started because a required feature is not installed/i,
    ],
    message: 'Hyper-V isolation needs a hypervisor, and none runs on this host.',
    cause:
      'The Hyper-V role is missing or waits for a restart, the hypervisor does not start, or the host is a virtual machine without nested virtualization.',
    remedy:
      'Install Hyper-V and restart; in a virtual machine expose virtualization extensions (4 GB, two processors); set hypervisorlaunchtype to auto. Or run with process isolation.',
    action: copy('Copy the command', 'bcdedit /set hypervisorlaunchtype auto'),
  },
  {
    code: 'hypervisor-detected',
    matches: [/A hypervisor has been detected\. Features required for Hyper-V will not be displayed/i],
    message: 'Virtualization is on: a hypervisor already runs.',
    cause: 'systeminfo hides the requirements then. It is not an error and says nothing about a missing feature.',
    remedy: 'Nothing is missing. If containers still fail, look at the error of the container itself.',
  },
  {
    code: 'antivirus-or-bitlocker',
    matches: [/ProcessBaseLayer .*(access is denied|0x5\b)/is, /re-exec error.*ProcessBaseLayer/is],
    message: 'Windows refused to unpack a layer.',
    cause: 'An antivirus holds the files, or the BitLocker policy FDVDenyWriteAccess denies writing to fixed drives.',
    remedy:
      'Exclude dockerd.exe and the data folder in the antivirus. If the policy is set, have it lifted for this host.',
    action: copy(
      'Copy the command',
      "Add-MpPreference -ExclusionPath 'C:\\ProgramData\\docker' -ExclusionProcess 'dockerd.exe'",
    ),
  },
  {
    code: 'bitlocker-policy',
    matches: [/FSCTL_EXTEND_VOLUME.*(write protected|0x13\b)/is],
    message: 'Windows refused to enlarge the container’s disk.',
    cause: 'The BitLocker policy FDVDenyWriteAccess makes fixed drives read-only until they are encrypted.',
    remedy: 'Have the policy lifted for this host, then restart it.',
    action: copy(
      'Copy a command that reads the policy',
      "Get-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Policies\\Microsoft\\FVE'",
    ),
  },
  {
    code: 'filter-driver',
    matches: [/PrepareLayer\b.*(Incorrect function|0x1\))/is],
    message: 'A file system driver stands in the way of container layers.',
    cause: 'Drivers of cloud drives (Box, Boxcryptor) break the filter that Windows containers need.',
    remedy: 'Uninstall the cloud drive’s program and restart. This lists the drivers: fltmc filters',
    action: copy('Copy the command', 'fltmc filters'),
  },
  {
    code: 'disk-full',
    errorCodes: ['ENOSPC'],
    matches: [/There is not enough space on the disk/i, /no space left on device/i, /\b0x80070070\b/i, /\bENOSPC\b/],
    message: 'The disk is full.',
    cause: 'The drive with the engine’s data, or with the folder written to, has no room left.',
    remedy: 'Remove unused images, containers and build cache, or move "data-root" to another drive.',
    action: copy('Copy a command that shows what takes room', 'docker system df'),
  },
  {
    code: 'layer-in-use',
    matches: [/DestroyLayer\b.*(access is denied|0x5\)|0x80070005)/is, /r1=0x80070005/i],
    message: 'A layer cannot be removed: it is in use.',
    cause: 'A compute process still runs on it, or its virtual disk is mounted.',
    remedy:
      'Stop containers that use it, end left-over compute processes, unmount the disk. Never delete the folder windowsfilter by hand: later builds break.',
    action: copy('Copy a command that lists compute processes', 'hcsdiag.exe list'),
  },
  {
    code: 'layers-damaged',
    matches: [/CreateScratchLayer\b.*0x3\b/is],
    message: 'A layer that the image needs is gone from the disk.',
    cause: 'Files under windowsfilter were deleted by hand.',
    remedy: 'Remove the image and pull it again; if that fails, give the engine a new, empty data folder.',
    action: copy('Copy the command', 'docker system df -v'),
  },
  {
    code: 'exited-unexpectedly',
    matches: [/0xc0370106/i, /(virtual machine or container|compute system) exited unexpectedly/i],
    message: 'The container ended while it started.',
    cause: 'There is no settled cause: an image revision newer than the host, too little memory, or others.',
    remedy: 'Update the host, give the container more memory, and read the Hyper-V-Compute event log.',
    action: copy(
      'Copy the command',
      "Get-WinEvent -LogName 'Microsoft-Windows-Hyper-V-Compute-Operational' -MaxEvents 20",
    ),
  },
  {
    code: 'container-dns',
    matches: [/Server:\s+UnKnown/, /DNS request timed out/i],
    message: 'Names are not resolved in the container.',
    cause: 'Windows gives the container the DNS servers of the wrong network interface.',
    remedy: 'Lower the interface metric of the host’s real network card, or set "dns" in daemon.json.',
    action: copy('Copy the daemon.json line', '"dns": ["192.0.2.53"]'),
  },
  {
    code: 'slow-extraction',
    matches: [
      /^[ \t]*(\w+:[ \t]*)?Extracting(?=[ \t]*(\[|[\d.]|$))/im,
      /\b[0-9a-f]{8,12}: Extracting\b/,
      /(stuck|slow).*extracting/i,
    ],
    message: 'Unpacking the image is slow.',
    cause: 'Windows Defender scans every file in real time while layers are unpacked.',
    remedy: 'Exclude the engine’s data folder and dockerd.exe from the scan, if your rules allow it.',
    action: copy(
      'Copy the command',
      "Add-MpPreference -ExclusionPath 'C:\\ProgramData\\docker' -ExclusionProcess 'dockerd.exe'",
    ),
  },
  {
    code: 'windows-stop-first',
    matches: [
      /Windows does not support (diff|commit) of a running container/i,
      /filesystem operations against a running Hyper-V container are not supported/i,
    ],
    message: 'Windows can do this only with a stopped container.',
    cause: 'The engine cannot reach the container’s disk while the container runs.',
    remedy: 'Stop the container, then do it again.',
    action: stopContainer,
  },
  {
    code: 'windows-not-supported',
    matches: [
      /resource updating isn't supported on Windows/i,
      /cannot pause container .*not implemented for containers using process isolation/i,
      /not supporting? exporting Windows containers/i,
      /does not support exporting Windows containers/i,
      /Windows does not support arguments to top/i,
    ],
    message: 'A Windows engine cannot do this.',
    cause: 'Windows has no such function for this kind of container.',
    remedy: 'Make a new container with the settings you want; to pause, run it with Hyper-V isolation.',
    action: openLink('Open Microsoft’s page on versions and isolation', compatibility),
  },
]
