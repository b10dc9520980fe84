import { copy, type KnownFailure, openLink } from '../known-failure.ts'

/** The engine does not start. Sources: moby daemon/config, daemon_windows.go; docker/for-win#453, #14411. */
export const engineStartFailures: readonly KnownFailure[] = [
  {
    code: 'hosts-given-twice',
    matches: [/directives are specified both as a flag and in the configuration file: (\w[\w-]*)/i],
    message: (match) => `The engine does not start: "${match?.[1] ?? 'hosts'}" is given twice.`,
    cause: 'It stands in daemon.json and, as an option (-H for hosts), on the service’s command line too.',
    remedy: 'Drop one of the two. This shows the service’s command line: sc.exe qc docker',
    action: copy('Copy the command', 'sc.exe qc docker'),
  },
  {
    code: 'daemon-json-unknown-key',
    matches: [/directives don't match any configuration option: (.+)/i],
    message: (match) => `The engine does not know this key of daemon.json: ${match?.[1]?.trim() ?? ''}`.trim(),
    cause: 'The key was removed or renamed (graph is data-root now), is misspelt, or exists on Linux only.',
    remedy: 'Remove or rename the key, then start the engine.',
    action: copy('Copy a command that checks the file', 'dockerd --validate'),
  },
  {
    code: 'daemon-json-malformed',
    matches: [
      /unable to configure the docker daemon with file .*invalid (JSON|character)/is,
      /daemon\.json.*invalid character/is,
    ],
    message: 'The engine does not start: daemon.json is not valid JSON.',
    cause: 'A quote, comma or brace is missing, a backslash is not doubled, or typographic quotes were pasted.',
    remedy: 'Correct the file, check it with dockerd --validate (engine 23 and later), then start the engine.',
    action: copy('Copy a command that checks the file', 'dockerd --validate'),
  },
  {
    code: 'daemon-json-bad-value',
    matches: [
      /invalid TLS configuration:/i,
      /invalid exec-opt .*unknown option/i,
      /can only be configured on Linux/i,
      /unable to configure the docker daemon with file/i,
    ],
    message: 'The engine does not start: it refuses a value in its configuration.',
    cause: 'A value does not fit its key, a certificate path is wrong, or the key has no meaning on this system.',
    remedy: 'Correct what the text names, check with dockerd --validate, then start the engine.',
    action: copy('Copy a command that checks the file', 'dockerd --validate'),
  },
  {
    code: 'pipe-group-missing',
    matches: [/failed to load listeners: lookup account (.+?): not found/i],
    message: (match) => `The engine does not start: there is no group or account ${match?.[1] ?? 'of that name'}.`,
    cause: 'daemon.json (or -G on the service’s command line) names it as "group", which the engine’s pipe lets in.',
    remedy: 'Make the group on the host, or take "group" out of daemon.json, then start the engine.',
    action: (_about, match) =>
      copy('Copy the command', `New-LocalGroup -Name '${(match?.[1] ?? 'docker-users').replaceAll("'", "''")}'`)(),
  },
  {
    code: 'windows-too-old-for-engine',
    matches: [/this version of Windows does not support the docker daemon/i],
    message: 'This engine does not run on this version of Windows.',
    cause: 'Current engines need Windows build 17763 (Server 2019) or later.',
    remedy: 'Install an older engine from the static zips, or run the engine on a newer Windows.',
    action: openLink('Open the list of static zips', 'https://download.docker.com/win/static/stable/x86_64/'),
  },
  {
    code: 'containers-feature-missing',
    matches: [/failed to load vmcompute\.dll/i, /required service is not installed, ensure the Containers feature/i],
    message: 'The engine does not start: the Containers feature is missing.',
    cause: 'The feature is not installed, or Windows was not restarted after it was.',
    remedy: 'Install the Containers feature and restart Windows.',
    action: copy('Copy the command', 'Install-WindowsFeature -Name Containers -Restart'),
  },
  {
    code: 'nat-broken',
    matches: [
      /Error creating default network.*(HNS|hnsCall)/is,
      /(HNS failed with error|hnsCall\w* failed in Win32).*(0x490|Element not found|Object Exists|parameter is incorrect)/is,
      /HNS failed with error/i,
      /hnsCall\w* failed in Win32/i,
    ],
    message: 'Windows could not make the container network.',
    cause: 'The Host Network Service holds a stale network or NAT that stands in the way.',
    remedy:
      'Restart the service hns, then the engine. If that does not help: "bridge": "none" in daemon.json isolates the fault; with docker stopped remove container networks, then a stray NetNat. This may touch the switches of virtual machines.',
    action: copy('Copy the command', 'Restart-Service -Name hns'),
  },
  {
    code: 'service-start-failed',
    matches: [
      /Failed to start service 'Docker Engine \(docker\)'/i,
      // Other services than the engine's fail with the same id.
      /\(docker\).*StartServiceFailed,Microsoft\.PowerShell\.Commands/is,
    ],
    message: 'Windows could not start the engine’s service.',
    cause:
      'The engine ended while it started: a faulty daemon.json, the Containers feature missing, or a pending restart.',
    remedy: 'Read the engine’s last error in the Application log (source docker); its text tells which.',
    action: copy(
      'Copy the command',
      "Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'docker'; Level = 2 } -MaxEvents 5",
    ),
  },
  {
    code: 'provider-retired',
    matches: [
      /No match was found for the specified search criteria and package name 'docker'/i,
      /NoMatchFoundForCriteria,.*InstallPackage/i,
      /DockerDefault_DockerSearchIndex\.json/i,
    ],
    message: 'This way of installing the engine does not work any more.',
    cause: 'The provider DockerMsftProvider is retired; its package source is gone.',
    remedy: 'Install the engine with Microsoft’s script, or from the static zip.',
    action: openLink(
      'Open Microsoft’s instructions',
      'https://learn.microsoft.com/virtualization/windowscontainers/quick-start/set-up-environment',
    ),
  },
  {
    code: 'install-script-not-elevated',
    matches: [/You must run this script as administrator/i],
    message: 'The install script needs an elevated PowerShell.',
    cause: 'It changes Windows features and services.',
    remedy: 'Start PowerShell with Run as administrator, and run the script again.',
    action: copy('Copy a command that opens one', 'Start-Process -FilePath powershell.exe -Verb RunAs'),
  },
  {
    code: 'install-script-version',
    matches: [/Invalid docker version supplied/i],
    message: 'The install script does not know that version of the engine.',
    cause: 'No static zip of that name is on Docker’s download page.',
    remedy: 'Choose a version from the list of static zips.',
    action: openLink('Open the list of static zips', 'https://download.docker.com/win/static/stable/x86_64/'),
  },
  {
    code: 'install-script-engine-down',
    matches: [/Docker Daemon did not start successfully within 1 minute/i],
    message: 'The engine was installed but did not start within a minute.',
    cause: 'Often a pending restart, a faulty daemon.json, or a slow disk.',
    remedy: 'Restart Windows when a restart is pending; else read the engine’s last error in the Application log.',
    action: copy('Copy the command', 'Start-Service -Name docker'),
  },
  {
    code: 'nano-server-lacks-package',
    matches: [/This NanoServer deployment does not include (.+?)\.(\s|$)/i],
    message: (match) => `This Nano Server lacks ${match?.[1] ?? 'a package'}.`,
    cause: 'The image was built without the packages that containers need.',
    remedy: 'Build the Nano Server image again with -Containers (and -Compute for Hyper-V isolation).',
  },
  {
    code: 'restart-needed',
    matches: [/Your machine needs to be rebooted now/i],
    message: 'The packages are installed; Windows must restart.',
    cause: 'The Containers feature takes effect only after a restart. This is the installer’s success message.',
    remedy: 'Restart Windows, then start the engine.',
    action: copy('Copy the command', 'Restart-Computer'),
  },
]
