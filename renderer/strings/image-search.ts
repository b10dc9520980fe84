const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** Words of the search for images in the pull dialog. */
export const searchStrings = {
  find: 'Find an image',
  tabs: {
    base: 'Windows base images',
    hub: 'Docker Hub',
    microsoft: 'Microsoft’s registry',
    other: 'Another registry',
  },
  // Docker Hub
  hubField: 'Search Docker Hub',
  hubPlaceholder: 'Name or words of the description',
  official: 'Official images only',
  hubStart: 'Docker Hub is searched by the engine, so it is the engine’s host that must reach it.',
  hubNoBase: 'Microsoft’s Windows base images are not there any more: they are in Microsoft’s registry.',
  hubResults: 'Repositories that Docker Hub found',
  hubNone: (term: string) => `Docker Hub finds no repository for “${term}”.`,
  hubNoneHint: 'Try fewer or other words. A private repository is never found: write its name to see its tags.',
  hubMost: 'Docker Hub answers 100 at most: add a word to find others.',
  searching: 'Searching',
  stars: (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'star' : 'stars'}`,
  officialBadge: 'official',
  // Catalogues
  registry: 'Registry',
  registryHint: 'Host and port, as registry.example.com:5000. docker login gives it your account.',
  registryStart: 'Write the registry’s address, then choose Show repositories.',
  show: 'Show repositories',
  knownRegistries: 'Images here come from:',
  catalogueField: 'Filter repositories',
  cataloguePlaceholder: 'Part of a name',
  namePlaceholder: 'Name of a repository',
  repositories: (registry: string) => `Repositories of ${registry}`,
  reading: (count: number) =>
    count === 0 ? 'Reading the catalogue' : `${plural(count, 'repository', 'repositories')} so far`,
  counted: (count: number) => plural(count, 'repository', 'repositories'),
  countedOf: (shown: number, all: number) =>
    `${shown.toLocaleString('en')} of ${plural(all, 'repository', 'repositories')}`,
  cutRepositories: (count: number) =>
    `There are more than the first ${count.toLocaleString('en')}, which are shown. Write a name in full to see its tags.`,
  noRepositories: 'This registry has no repositories yet.',
  noRepositoriesHint: 'docker push puts the first one there.',
  noMatch: (text: string) => `No repository’s name contains “${text}”.`,
  noMatchHint: 'The catalogue may leave out what you may not see: write a name in full to see its tags.',
  directly: (repository: string) => `Show the tags of ${repository}`,
  // Tags
  back: 'Back to the list',
  tagsOf: (repository: string) => `Tags of ${repository}`,
  tagField: 'Filter tags',
  readingTags: (count: number) => (count === 0 ? 'Reading the tags' : `${plural(count, 'tag')} so far`),
  countedTags: (count: number) => plural(count, 'tag'),
  countedTagsOf: (shown: number, all: number) => `${shown.toLocaleString('en')} of ${plural(all, 'tag')}`,
  cutTags: (count: number) =>
    `There are more than the first ${count.toLocaleString('en')}, which are shown. Any tag can be written above.`,
  noTags: 'This repository has no tags.',
  noTagsHint: 'Its images can be pulled by digest only: write NAME@sha256:DIGEST above.',
  noTagMatch: (text: string) => `No tag contains “${text}”.`,
  columns: { tag: 'Tag', fit: 'On this host', version: 'System and version', size: 'Download', digest: 'Digest' },
  chosen: (reference: string) => `Chosen: ${reference}`,
  fit: {
    asking: 'Asking',
    runs: 'Runs here',
    care: 'Runs, with care',
    hyperv: 'With Hyper-V',
    no: 'Not here',
    unknown: 'Not known',
  },
  fitReason: {
    asking: '',
    unknown: 'The registry did not tell for which system this image is.',
    runs: 'The registry has it for this engine’s system and processor.',
    wrongOs: (image: string, engine: string) => `Made for ${image}; the engine runs ${engine} containers.`,
  },
  osNames: { windows: 'Windows', linux: 'Linux' },
  reasonHint: 'Choose a tag to see why it runs here or not, and its whole digest.',
  more: (count: number) => `and ${count} more`,
  limited: 'The registry counts requests and answers no more for now. Tags can be chosen all the same.',
  // Equivalents
  equivalentSearch: 'Equivalent command of the search',
  equivalentList: 'Equivalent command of the list',
  noCli: 'The docker CLI has no command for this; the registry’s own API answers it.',
} as const
