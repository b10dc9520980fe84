import { copy, type KnownFailure } from '../known-failure.ts'

/** Which side is older. Source: moby api/server/middleware/version.go. */
export const apiVersionFailures: readonly KnownFailure[] = [
  {
    code: 'engine-too-old',
    matches: [/client version (\S+) is too new\. Maximum supported API version is ([\d.]+)/i],
    message: (match) =>
      `The engine is older than the client: it speaks at most API ${match?.[2] ?? 'an older version'}.`,
    cause: 'The client asked for a newer version of the API than the engine has.',
    remedy: (match) =>
      `Update the engine, or have the docker CLI speak the older version by setting DOCKER_API_VERSION=${match?.[2] ?? '1.41'}.`,
    action: (_, match) =>
      match?.[2]
        ? { kind: 'copy', label: 'Copy the line for PowerShell', text: `$env:DOCKER_API_VERSION = '${match[2]}'` }
        : undefined,
  },
  {
    code: 'engine-too-new',
    matches: [/client version (\S+) is too old\. Minimum supported API version is ([\d.]+)/i],
    message: (match) =>
      `The engine is newer than the client: it speaks API ${match?.[2] ?? 'a newer version'} or later.`,
    cause: 'The client’s API version lies below the engine’s minimum (1.44 for engine 29.0 to 29.2, 1.40 from 29.3).',
    remedy: 'Update the client, or let the engine accept older ones with "min-api-version" in daemon.json.',
    action: copy('Copy the daemon.json line', '"min-api-version": "1.24"'),
  },
]
