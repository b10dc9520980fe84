const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Words of the pull dialog and of running pulls. */
export const pullStrings = {
  title: 'Pull image',
  reference: 'Image',
  referenceHint: '[REGISTRY/]NAME[:TAG] or NAME@sha256:DIGEST',
  referenceHintAll: '[REGISTRY/]NAME, without a tag',
  problemAt: (at: number) => `at character ${at + 1}`,
  inFull: 'Written in full',
  from: (registry: string) =>
    registry === 'docker.io' ? 'It comes from Docker Hub.' : `It comes from the registry ${registry}.`,
  latest:
    'No tag was written, so it means latest. That is only a name which the publisher moves; it need not be the newest version. Write a tag or a digest to get the same image each time.',
  latestWindows: 'Windows base images have no latest tag since April 2019. Choose a release below.',
  digestNote: 'A digest names exactly one image; it cannot change under you.',
  allTags: 'All tags of the repository (-a)',
  allTagsNoTag: 'With all tags, write the repository without tag or digest.',
  counting: 'Counting the tags',
  tagCount: (count: number, bytes: string) => `${plural(count, 'tag')}, ${bytes} to download in all.`,
  tagCountAtLeast: (count: number, bytes: string, measured: number) =>
    `${plural(count, 'tag')}, more than ${bytes} to download: ${measured} of them were measured.`,
  tagNames: (names: readonly string[], more: number) => `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  confirmAll: (count: number) => `Download all ${plural(count, 'tag')}`,
  sharedOnce: 'Compressed; layers that tags share are counted once. On disk it takes more.',
  platform: 'Platform',
  platformDefault: 'The one that fits the engine',
  platformHint: 'What the registry offers under this name.',
  asking: 'Asking the registry',
  download: (bytes: string) => `${bytes} to download. Layers that the engine has already are not fetched again.`,
  sizeUnknown: 'The registry did not tell the size.',
  wrongOs: (image: string, engine: string) =>
    `This image is made for ${image}, and the engine runs ${engine} containers. The pull will fail or the image will not start.`,
  osNames: { windows: 'Windows', linux: 'Linux' },
  mismatch: 'This image does not fit the host',
  careful: 'Before you pull',
  base: 'Windows base images',
  baseFor: (host: string, isolation: string) =>
    `For ${host}, which runs containers with ${isolation} isolation by default.`,
  baseHint: {
    servercore: 'Most of Windows Server without a desktop; for existing services, .NET Framework and IIS.',
    nanoserver: 'The smallest; for new programs, .NET and Go. No .NET Framework, no PowerShell inside.',
    server: 'The largest, with the graphics and the whole API; for programs that Server Core cannot run.',
  },
  isolation: { process: 'process', hyperv: 'Hyper-V' },
  recommended: 'recommended',
  matrix: 'Which image runs on which host',
  showMatrix: 'Show the host and image table',
  hideMatrix: 'Hide the host and image table',
  matrixCaption:
    'P: process isolation, shares the kernel with the host. H: Hyper-V isolation, in a small virtual machine. Choose a cell to fill in that image.',
  host: 'Host',
  thisHost: 'this host',
  verdicts: { both: 'process or Hyper-V', process: 'process', hyperv: 'Hyper-V', none: 'does not run' },
  letters: { both: 'P H', process: 'P', hyperv: 'H', none: 'none' },
  /** Begins with what is seen, so that it can be spoken to. */
  choose: (letters: string, image: string, host: string, verdict: string) =>
    `${letters}: ${image} on ${host}, ${verdict}. Choose this image`,
  start: 'Pull image',
  startAll: 'Pull all tags',
  cancel: 'Cancel',
  // Running pulls
  panel: 'Pulls',
  pulling: (title: string) => title.replace(/^Pull /, 'Pulling '),
  ended: {
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  showLayers: (count: number) => `Show ${plural(count, 'layer')}`,
  hideLayers: 'Hide layers',
  layersOf: (title: string) => `Layers of ${title}`,
  cancelPull: 'Cancel',
  pullAgain: 'Pull again',
  dismiss: 'Dismiss',
  cancelledHint: 'Pull again fetches what the engine did not keep.',
  of: (done: string, total: string) => `${done} of ${total}`,
  layersDone: (done: number, all: number) => `${done} of ${plural(all, 'layer')}`,
  states: {
    waiting: 'waiting',
    downloading: 'downloading',
    verifying: 'checking',
    downloaded: 'downloaded',
    extracting: 'extracting',
    done: 'done',
    present: 'already here',
  },
} as const
