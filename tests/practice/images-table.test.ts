import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

let engine: WholeEngine
beforeAll(async () => {
  engine = await startWholeEngine()
})
afterAll(() => engine.stop())

const MCR = 'mcr.microsoft.com/windows'
const DE = 'microsoft/nanoserver:10.0.14393.206_de-de'
const denied =
  "repository does not exist or may require 'docker login': denied: requested access to the resource is denied"

type Row = readonly [command: string, code: number, out: string | RegExp]

/** In order: each works on what the ones before it left. `out` is a part of what stands on both streams, or fits it. */
const rows: readonly Row[] = [
  ['images', 0, /^REPOSITORY +TAG +IMAGE ID +CREATED +SIZE\n/],
  ['images --format {{.Repository}}:{{.Tag}}', 0, `${MCR}/servercore:ltsc2022`],
  ['images -q microsoft/nanoserver', 0, /^(a896e5590871\n){2}$/],
  ['images --filter reference=*/*_de-de', 0, /TAG/],
  ['images --filter reference=microsoft/* --format {{.Tag}}', 0, /10\.0\.14393\.206_de-de/],
  ['images --filter dangling=true -q', 0, /^$/],
  ['images --digests --format {{.Digest}}', 0, /sha256:[0-9a-f]{64}/],
  ['images --filter nonsense=1', 1, "invalid filter 'nonsense'"],
  ['images --filter dangling=maybe', 1, "invalid filter 'dangling=[maybe]'"],
  [`image inspect --format {{.Os}}/{{.OsVersion}} ${MCR}/nanoserver:ltsc2022`, 0, 'windows/10.0.20348.2700\n'],
  [`image inspect --format {{.Config.User}} ${MCR}/nanoserver:ltsc2022`, 0, 'ContainerUser\n'],
  ['image inspect --format {{.GraphDriver.Name}} a896e5590871', 0, 'windowsfilter\n'],
  ['image inspect nope', 1, 'No such image: nope:latest'],
  ['image inspect deadbeef', 1, 'No such image: deadbeef'],
  [
    `history --format {{.CreatedBy}} --no-trunc ${MCR}/servercore:ltsc2022`,
    0,
    'Install update 10.0.20348.2700\nApply image 10.0.20348.1\n',
  ],
  ['history nope', 1, 'No such image: nope:latest'],
  ['tag nope a:b', 1, 'No such image: nope:latest'],
  ['tag a896e5590871 hholt/killerapp:1.5', 0, /^$/],
  ['tag a896e5590871 UPPER', 1, 'must be lowercase'],
  ['images --format {{.ID}} hholt/killerapp', 0, 'a896e5590871\n'],
  [
    'rmi a896e5590871',
    1,
    'conflict: unable to delete a896e5590871 (must be forced) - image is referenced in multiple repositories',
  ],
  [`rmi ${DE}`, 0, `Untagged: ${DE}\n`],
  ['rmi hholt/killerapp:1.5', 0, 'Untagged: hholt/killerapp:1.5\n'],
  [
    'rmi a896e5590871',
    0,
    /^Untagged: microsoft\/nanoserver:10\.0\.14393\.206\nUntagged: microsoft\/nanoserver@sha256:.*\nDeleted: sha256:a896e5590871/,
  ],
  ['rmi a896e5590871', 1, 'No such image: a896e5590871'],
  ['rmi -f a896e5590871', 0, 'No such image'],
  ['pull microsoft/nanoserver', 1, `pull access denied for microsoft/nanoserver, ${denied}`],
  ['pull nobody/nothing', 1, `pull access denied for nobody/nothing, ${denied}`],
  ['pull hholt/killerapp', 1, `pull access denied for hholt/killerapp, ${denied}`],
  ['pull ubuntu', 1, 'no matching manifest for windows/amd64 10.0.20348 in the manifest list entries'],
  [
    `pull ${MCR}/servercore`,
    1,
    `manifest for ${MCR}/servercore:latest not found: manifest unknown: manifest tagged by "latest" is not found`,
  ],
  ['pull hello-world:gone', 1, 'manifest for hello-world:gone not found: manifest unknown: manifest unknown'],
  [
    `pull ${MCR}/servercore:ltsc2025`,
    1,
    'no matching manifest for windows/amd64 10.0.20348 in the manifest list entries',
  ],
  [
    `pull ${MCR}/servercore:ltsc2025-amd64`,
    1,
    'a Windows version 10.0.26100-based image is incompatible with a 10.0.20348 host',
  ],
  ['pull registry.example/a', 1, 'lookup registry.example: no such host'],
  ['pull --platform linux/amd64 ubuntu', 1, 'image operating system "linux" cannot be used on this platform'],
  ['pull Upper', 1, 'must be lowercase'],
  [`pull ${MCR}/nanoserver:ltsc2022`, 0, `Status: Image is up to date for ${MCR}/nanoserver:ltsc2022`],
  [
    `pull ${MCR}/nanoserver:10.0.20348.587`,
    0,
    /Pulling from windows\/nanoserver\n[0-9a-f]{12}: Pulling fs layer\n[0-9a-f]{12}: Verifying Checksum\n[0-9a-f]{12}: Download complete\n[0-9a-f]{12}: Pull complete\nDigest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for mcr.microsoft.com\/windows\/nanoserver:10.0.20348.587\n/,
  ],
  [`pull ${MCR}/servercore:10.0.20348.587`, 0, /: Already exists\n[0-9a-f]{12}: Pulling fs layer\n/],
  ['pull hello-world:nanoserver', 0, /: Already exists\n.*Downloaded newer image for hello-world:nanoserver\n/s],
  ['pull -q hello-world', 0, 'docker.io/library/hello-world:latest\n'],
  ['run --rm hello-world', 0, 'Hello from Docker!'],
  [
    'pull -a mcr.microsoft.com/dotnet/framework/samples',
    1,
    'a Windows version 10.0.26100-based image is incompatible with a 10.0.20348 host',
  ],
  [
    'pull -a hholt/notes',
    0,
    /1\.0: Pulling from hholt\/notes\n.*latest: Pulling from hholt\/notes\n.*Status: Downloaded newer image for hholt\/notes\ndocker\.io/s,
  ],
  ['images -q hholt/notes', 0, /^([0-9a-f]{12})\n\1\n\1\n\1\n$/],
  ['run --rm hholt/notes', 0, 'All tags of this repository are one image.'],
  ['search nanoserver', 0, /^NAME +DESCRIPTION +STARS +OFFICIAL\n.*nanoserver\/iis /s],
  ['search --limit 1 --format {{.Name}} nginx', 0, 'nginx\n'],
  ['search --limit 101 nginx', 1, 'Limit 101 is outside the range of [1, 100]'],
  ['search --filter is-official=true --format {{.Name}} python', 0, /^python\n$/],
  ['search --filter stars=10000 --format {{.Name}} nginx', 0, 'nginx\n'],
  ['search --filter odd=1 nginx', 1, "invalid filter 'odd'"],
  ['login -u hholt -p wrong', 1, 'unauthorized: incorrect username or password'],
  ['push hello-world', 1, 'the practice engine does not push images'],
  [`create --name keeper ${MCR}/nanoserver:10.0.20348.587`, 0, /^[0-9a-f]{64}\n$/],
  [
    `rmi ${MCR}/nanoserver:10.0.20348.587`,
    1,
    /conflict: unable to remove repository reference "mcr.microsoft.com\/windows\/nanoserver:10.0.20348.587" \(must force\) - container [0-9a-f]{12} is using its referenced image [0-9a-f]{12}/,
  ],
  ['run -d --name busy hello-world cmd /c ping -t localhost', 0, /^[0-9a-f]{64}\n$/],
  ['rmi -f hello-world:nanoserver', 0, 'Untagged: hello-world:nanoserver\n'],
  ['rmi -f hello-world', 0, 'Untagged: hello-world:latest'],
  ['rm -f keeper busy', 0, 'keeper\nbusy\n'],
  [`rmi ${MCR}/nanoserver:10.0.20348.587`, 0, /Deleted: sha256:/],
  ['image prune -f', 0, 'Total reclaimed space:'],
  [
    'system df',
    0,
    /^TYPE +TOTAL +ACTIVE +SIZE +RECLAIMABLE\nImages +\d+ +0 .*\nContainers +0 .*\nLocal Volumes +0 .*\nBuild Cache +0 /,
  ],
  ['system df -v', 0, /Images space usage:\n\nREPOSITORY/],
  ['image prune -a -f', 0, /Total reclaimed space: [0-9.]+GB\n/],
  ['images -q', 0, /^$/],
]

test.each(rows)('I1-I6: docker %s', async (command, code, out) => {
  const { code: exit, stdout, stderr } = await engine.docker(command.match(/(?:[^\s{]|\{\{.*?\}\})+/g) ?? [])
  const text = stdout + stderr
  if (typeof out === 'string') expect(text).toContain(out)
  else expect(text).toMatch(out)
  expect(exit).toBe(code)
})

test('I6: who signs in may pull what is locked', async () => {
  const login = await engine.docker(['login', '-u', 'hholt', '--password-stdin'], {
    input: 'practice',
    config: `${engine.socket}.config`,
  })
  expect(login.stdout).toContain('Login Succeeded')
  const pull = await engine.docker(['pull', 'hholt/killerapp:1.4'], { config: `${engine.socket}.config` })
  expect(pull.stderr).toBe('')
  expect(pull.stdout).toContain('Downloaded newer image for hholt/killerapp:1.4')
})

test('P2: a full disk ends a pull with the text of Windows, and leaves nothing behind', async () => {
  engine.faults.diskFull = true
  const pull = await engine.docker(['pull', `${MCR}/server:ltsc2022`])
  engine.faults.diskFull = false
  expect(pull.code).toBe(1)
  expect(pull.stderr).toMatch(/failed to register layer: .*There is not enough space on the disk\./)
  expect((await engine.docker(['images', '-q', `${MCR}/server`])).stdout).toBe('')
})

test('I2: a pull ends when its client goes', async () => {
  engine.faults.slowPull = 200
  const gone = await engine.docker(['pull', `${MCR}/server:ltsc2022`], { timeout: 700 })
  engine.faults.slowPull = 0
  expect(gone.code).not.toBe(0)
  await new Promise((done) => setTimeout(done, 300))
  expect((await engine.docker(['images', '-q', `${MCR}/server`])).stdout).toBe('')
})

test('P2: a machine of 2016 still finds the images of the chapter', async () => {
  const old = await startWholeEngine({ host: { build: 14393, revision: 206 }, settings: { version: '20.10.24' } })
  try {
    const search = await old.docker(['search', 'microsoft'])
    expect(search.stdout).toContain('microsoft/nanoserver')
    const pull = await old.docker(['pull', '-a', 'microsoft/windowsservercore'])
    expect(pull.stderr).toBe('')
    expect(pull.stdout).toContain('latest: Pulling from microsoft/windowsservercore')
    const list = await old.docker(['images', '--format', '{{.ID}} {{.Tag}}', 'microsoft/windowsservercore'])
    expect(list.stdout.split('\n').sort()).toEqual(['', 'c452b8c6ee1a 10.0.14393.206', 'c452b8c6ee1a latest'])
  } finally {
    await old.stop()
  }
})
