import { copy, type KnownFailure, openLink, retry } from '../known-failure.ts'

/** Images and registries. Sources: moby pull_v2_windows.go, image_delete.go, distribution/errors.go. */
export const imageFailures: readonly KnownFailure[] = [
  {
    code: 'no-matching-manifest',
    matches: [/no matching manifest for (\S+(?: \d[\d.]*)?)/i],
    message: (match) => `The image has no variant for ${match?.[1] ?? 'this host'}.`,
    cause: 'It is made for another operating system only, or every Windows build of it is newer than the host.',
    remedy: 'Choose an older tag, or one whose base matches the host’s build.',
    action: openLink(
      'Open the table of matching builds',
      'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
    ),
  },
  {
    code: 'image-incompatible',
    matches: [/a Windows version (\S+)-based image is incompatible with an? (\S+) host/i],
    message: (match) =>
      `The image (Windows ${match?.[1] ?? 'newer'}) is newer than the host (${match?.[2] ?? 'older'}).`,
    cause: 'A Windows host runs images of its own build and, with Hyper-V isolation, older ones; never newer ones.',
    remedy: 'Choose a tag of the host’s build or an older one.',
    action: openLink(
      'Open the table of matching builds',
      'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
    ),
  },
  {
    code: 'image-in-use',
    matches: [
      /conflict: unable to (remove repository reference|delete).*(is using its referenced image|is being used by (running|stopped) container) (\w+)/i,
      /conflict: unable to (remove repository reference|delete).*container (\w+) is using/i,
    ],
    message: 'The image is used by a container.',
    cause: 'A container was made from it; the engine does not remove an image under it.',
    remedy: 'Remove the container first. Force only takes the tag away while a container runs.',
    action: () => ({ kind: 'force' }),
  },
  {
    code: 'image-many-tags',
    matches: [/conflict: unable to delete \S+ \(must be forced\) - image is referenced in multiple repositories/i],
    message: 'The image has several tags.',
    cause: 'By its ID the engine removes an image only when one tag is left.',
    remedy: 'Remove the tags one by one, or force: then all of them go.',
    action: () => ({ kind: 'force' }),
  },
  {
    code: 'image-has-children',
    matches: [/conflict: unable to delete \S+ .*image has dependent child images/i],
    message: 'Other images are built on this one.',
    cause: 'Its layers are part of other images on this host.',
    remedy: 'Remove those images first.',
  },
  {
    code: 'registry-unauthorized',
    matches: [
      /pull access denied for (\S+?),/i,
      /unauthorized: authentication required/i,
      /no basic auth credentials/i,
      /requested access to the resource is denied/i,
      /incorrect username or password/i,
      /denied: (requested )?access/i,
    ],
    message: 'The registry refuses: not signed in, no right, or no such repository.',
    cause: 'Registries answer alike for a missing repository and for a missing right.',
    remedy: 'Check the spelling of the name, then sign in to the registry with an account that may read it.',
    action: copy('Copy the command', 'docker login'),
  },
  {
    code: 'image-not-found',
    matches: [
      /manifest (for \S+ not found|unknown)/i,
      /No such image: ?(\S+)/i,
      /repository \S+ not found/i,
      /(repository )?name unknown/i,
    ],
    message: 'There is no such image.',
    cause: 'The registry or the engine has no image with that name and tag.',
    remedy: 'Check name and tag; registries that no longer keep latest need an explicit tag.',
  },
  {
    code: 'registry-rate-limit',
    matches: [/toomanyrequests/i, /pull rate limit/i, /429 Too Many Requests/i],
    message: 'The registry allows no more downloads for now.',
    cause: 'Its limit for this address or account is used up.',
    remedy: 'Wait, sign in, or use a mirror ("registry-mirrors" in daemon.json).',
    action: retry,
  },
  {
    code: 'registry-unreachable',
    matches: [
      /Get "?https?:\/\/[^"\s]+\/v[12]\/.*(dial tcp|no such host|timeout|refused|deadline exceeded)/is,
      /^(?!error during connect).*dial tcp: lookup .*(no such host|i\/o timeout|server misbehaving|temporary failure)/i,
    ],
    message: 'The engine cannot reach the registry.',
    cause: 'Its host has no route or no name resolution to it, or needs a proxy.',
    remedy: 'Check DNS and proxy on the engine’s host (not on this machine), then try again.',
    action: retry,
  },
  {
    code: 'registry-certificate',
    matches: [/https:\/\/[^"\s]+\/v[12]\/.*x509:/is],
    message: 'The engine does not trust the registry’s certificate.',
    cause: 'It is signed by an authority that the engine’s host does not know, or carries another name.',
    remedy: 'Put the authority’s certificate into certs.d beside the engine’s configuration (certs.d/HOST/ca.crt).',
  },
  {
    code: 'registry-plain',
    // `error during connect` is the docker CLI's own start of what concerns the engine, not a registry.
    matches: [/^(?!.*error during connect).*server gave HTTP response to HTTPS client/i],
    message: 'The registry speaks plain HTTP, and the engine expects HTTPS.',
    cause: 'It is not listed under "insecure-registries".',
    remedy: 'Give the registry a certificate, or list it under "insecure-registries" in daemon.json.',
    action: copy('Copy the daemon.json line', '"insecure-registries": ["registry.example:5000"]'),
  },
  {
    code: 'invalid-reference',
    matches: [/invalid reference format/i, /repository name must be (lowercase|canonical)/i, /invalid tag format/i],
    message: 'This is not a valid image name.',
    cause: 'Names are lower case; letters, digits, dots, dashes and underscores; the tag follows a colon.',
    remedy: 'Correct the name, for example mcr.microsoft.com/windows/nanoserver:ltsc2022.',
  },
  {
    code: 'container-running',
    matches: [
      /cannot remove (a running container|container .*: container is running)/i,
      /stop the container before (attempting removal|removing)/i,
    ],
    message: 'The container still runs.',
    cause: 'The engine removes only stopped containers unless it is forced.',
    remedy: 'Stop it first, or force: then it is killed.',
    action: () => ({ kind: 'force' }),
  },
]
