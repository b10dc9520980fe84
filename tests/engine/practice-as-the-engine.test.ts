import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWholeEngine, type WholeEngine } from '../practice/support/whole-engine.ts'
import { dockerCli, whyNoDockerCli } from '../support/docker-cli.ts'
import { IMAGES } from '../support/images.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWhere } from '../support/where.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
const why = whyNoSharedEngine() ?? whyNoDockerCli()

/** What an engine of any system says alike; IMG is an image that it has, p-made a container that does not run. */
const LINES = `
kill p-made
kill nothere
kill -s FOO p-made
stop nothere
start nothere
restart nothere
rm nothere
pause p-made
unpause p-made
rename p-made p-made
rename p-made p-other
rename p-made -a
rename nothere x1
exec p-made ls
exec nothere ls
logs nothere
top p-made
top nothere
wait nothere
stats --no-stream nothere
port nothere
cp nothere:/a -
cp p-made:/nothere -
diff nothere
export nothere
attach p-made
attach nothere
update --restart on-failure:-1 p-made
update --restart foo p-made
create --name p-made IMG
create --name a IMG
create --restart foo IMG
create --rm --restart always IMG
create -e =x IMG
create -w rel IMG
create --health-cmd x --health-interval 1us IMG
create --stop-signal FOO IMG
create --volumes-from nothere IMG
commit nothere
commit p-made UPPER
tag nothere x
tag IMG UPPER
rmi nothere
history nothere
image inspect nothere
image ls --filter foo=bar
image ls --filter dangling=x
image prune -f --filter foo=bar
ps --filter foo=bar
ps --filter status=x
ps --filter exited=x
ps --filter health=x
ps --filter before=nothere
ps --filter publish=x
ps --filter is-task=x
volume create a
volume rm nothere
volume inspect nothere
volume ls --filter foo=bar
volume ls --filter dangling=x
volume prune -f --filter foo=bar
network rm nothere
network inspect nothere
network ls --filter foo=bar
network prune -f --filter foo=bar
container prune -f --filter foo=bar
container prune -f --filter until=x
events --since 1h --until 2h
node ls
service ls
secret ls
config ls
swarm leave
swarm ca
search x --filter foo=bar
search x --limit 1000
`
  .trim()
  .split('\n')

/** Dockerfiles below `FROM IMG` that a classic builder of any system refuses alike. */
const DOCKERFILES = [
  'FOO x',
  'FROM a b',
  'FROM --foo=1 x',
  'RUN --foo=1 x',
  'RUN --mount=type=bind,target=/x y',
  'COPY a',
  'COPY',
  'COPY --link a b',
  'COPY --chmod=755 a b',
  'COPY --from=9 a b',
  'COPY nothere /b',
  'ADD a',
  'ADD --chmod=755 a b',
  'ENV',
  'ENV a',
  'ENV a=b c',
  'ENV =x',
  'LABEL',
  'LABEL x',
  'LABEL =x',
  'ARG',
  'WORKDIR',
  'EXPOSE',
  'USER',
  'VOLUME',
  'MAINTAINER',
  'STOPSIGNAL',
  'STOPSIGNAL FOO',
  'SHELL x',
  'HEALTHCHECK',
  'HEALTHCHECK FOO x',
  'HEALTHCHECK NONE x',
  'HEALTHCHECK CMD',
  'HEALTHCHECK --interval=x CMD a',
  'HEALTHCHECK --interval=1us CMD a',
  'HEALTHCHECK --interval=-5s CMD a',
  'HEALTHCHECK --retries=x CMD a',
  'HEALTHCHECK --retries=0 CMD a',
  'HEALTHCHECK --foo=1 CMD a',
  'ONBUILD',
  'ONBUILD FROM x',
  'ONBUILD MAINTAINER x',
  'ONBUILD ONBUILD RUN x',
]

describeWhere(!why, why ?? '', 'P1: the practice engine of 20.10 fails in the words of a real one', () => {
  let practice: WholeEngine
  let real: string
  const run = async (host: string, image: string, line: string) => {
    const { code, stdout, stderr } = await dockerCli(
      line.split(' ').map((word) => word.replace('IMG', image)),
      { host },
    )
    const plain = (text: string) => text.replaceAll(image, 'IMG').replace(/[0-9a-f]{64}/g, 'ID')
    return { code, stdout: plain(stdout), stderr: plain(stderr) }
  }
  const both = (line: string) =>
    Promise.all([run(real, IMAGES.busybox, line), run(`unix://${practice.socket}`, NANO, line)])

  beforeAll(async () => {
    practice = await startWholeEngine({ settings: { version: '20.10.24' } })
    real = (await sharedEngine()).url
    for (const name of ['p-made', 'p-other']) await both(`create --network none --name ${name} IMG`)
  })
  afterAll(async () => {
    await dockerCli(['rm', '-f', 'p-made', 'p-other'], { host: real })
    await practice.stop()
  })

  for (const line of LINES) {
    it(`docker ${line}`, async () => {
      const [there, here] = await both(line)
      expect(here).toEqual(there)
      expect(there.code).not.toBe(0)
    })
  }

  for (const instruction of DOCKERFILES) {
    it(`docker build of ${instruction}`, async () => {
      const context = temporaryFolder('beside-')
      try {
        const build = async (host: string, image: string) => {
          writeFileSync(join(context.path, 'Dockerfile'), `FROM ${image}\n${instruction}\n`)
          const { code, stderr } = await dockerCli(['build', context.path], { host, env: { DOCKER_BUILDKIT: '0' } })
          // The client's own word on the classic builder comes first.
          return { code, last: stderr.trim().split('\n').at(-1) }
        }
        const there = await build(real, IMAGES.busybox)
        expect(await build(`unix://${practice.socket}`, NANO)).toEqual(there)
        expect(there.code).not.toBe(0)
      } finally {
        context.remove()
      }
    })
  }
})
