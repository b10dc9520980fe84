/** What Docker Hub finds on the practice host: name, description, stars, official. Near the real results. */
export const hubResults: readonly (readonly [name: string, description: string, stars: number, official: boolean])[] = [
  ['hello-world', 'Hello World! (an example of minimal Dockerization)', 2400, true],
  ['nginx', 'Official build of Nginx.', 20900, true],
  ['ubuntu', 'Ubuntu is a Debian-based Linux operating system based on free software.', 17600, true],
  [
    'alpine',
    'A minimal Docker image based on Alpine Linux with a complete package index and only 5 MB in size!',
    11500,
    true,
  ],
  ['redis', 'Redis is the world’s fastest data platform for caching, vector search, and NoSQL databases.', 13400, true],
  ['busybox', 'Busybox base image.', 3400, true],
  ['golang', 'Go (golang) is a general purpose, higher-level, imperative programming language.', 4900, true],
  ['python', 'Python is an interpreted, interactive, object-oriented, open-source programming language.', 10300, true],
  ['hholt/notes', 'A few notes on Nano Server, under several tags', 5, false],
  ['hholt/killerapp', 'The killer app, for Windows Server Core', 3, false],
  ['stefanscherer/nanoserver', 'Nano Server + Git + Node.js + PHP + …', 12, false],
  ['stefanscherer/node-windows', 'Node.js for Windows containers, on Nano Server', 27, false],
  ['nanoserver/iis', 'Nano Server + IIS. Updated on 08/21/2018 -- Version: 10.0.14393.2430', 42, false],
  ['nanoserver/iis-mysql-php-wordpress', 'Nano Server + IIS + MySQL + PHP + WordPress', 12, false],
  ['winamd64/hello-world', 'Hello World! (an example of minimal Dockerization)', 2, false],
  [
    'winamd64/python',
    'Python is an interpreted, interactive, object-oriented, open-source programming language.',
    8,
    false,
  ],
  ['winamd64/golang', 'The Go programming language, for Windows', 6, false],
  [
    'portainer/portainer-ce',
    'Portainer CE - a lightweight service delivery platform for containerized applications',
    2600,
    false,
  ],
  ['dockurr/windows', 'Windows inside a Docker container.', 480, false],
]

/** What Docker Hub found in the chapter's time, on a machine of 2016. */
export const chapterResults: typeof hubResults = [
  ['microsoft/nanoserver', 'Nano Server base OS image for Windows containers', 118, false],
  ['microsoft/windowsservercore', 'Windows Server Core base OS image for Windows containers', 153, false],
  ['microsoft/iis', 'Internet Information Services (IIS) in a Windows Server Core container', 79, false],
]
