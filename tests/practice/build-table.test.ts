import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonAnswer } from './support/json-answer.ts'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'
let engine: WholeEngine
let folder: string
beforeAll(async () => {
  engine = await startWholeEngine()
  folder = mkdtempSync(join(tmpdir(), 'slipway-build-'))
  writeFileSync(join(folder, 'a.txt'), 'alpha')
  writeFileSync(join(folder, 'b.txt'), 'beta')
  mkdirSync(join(folder, 'site', 'img'), { recursive: true })
  writeFileSync(join(folder, 'site', 'index.htm'), '<p>')
  writeFileSync(join(folder, 'site', 'img', 'x.txt'), 'x')
})
afterAll(async () => {
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function build(dockerfile: string, ...args: string[]) {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile)
  return engine.docker(['build', ...args, folder])
}

test('I6: docker build prints what the classic builder prints, and then uses its cache', async () => {
  const dockerfile = `FROM ${NANO}
ENV GREETING=hello
WORKDIR /app
COPY a.txt .
RUN echo %GREETING%>said.txt && type a.txt
EXPOSE 80
CMD ["cmd", "/C", "type said.txt"]
`
  const first = await build(dockerfile, '-t', 'mine:1', '--label', 'made=here')
  expect(first.stdout).toMatch(
    /^Sending build context to Docker daemon [^\n]*\nStep 1\/8 : FROM mcr.microsoft.com\/windows\/nanoserver:ltsc2022\n ---> [0-9a-f]{12}\nStep 2\/8 : ENV GREETING=hello\n ---> Running in [0-9a-f]{12}\n ---> Removed intermediate container [0-9a-f]{12}\n ---> [0-9a-f]{12}\nStep 3\/8 : WORKDIR \/app\n/,
  )
  expect(first.stdout).toMatch(/Step 5\/8 : RUN echo .*\n ---> Running in [0-9a-f]{12}\nalpha/)
  expect(first.stdout).toMatch(/Successfully built [0-9a-f]{12}\nSuccessfully tagged mine:1\n$/)
  expect(first.code).toBe(0)
  const again = await build(dockerfile, '-t', 'mine:2', '--label', 'made=here')
  expect(again.stdout.match(/Using cache/g)).toHaveLength(7)
  const anew = await build(dockerfile, '--no-cache')
  expect(anew.stdout).not.toContain('Using cache')
  const run = await engine.docker(['run', '--rm', 'mine:2'])
  expect(run.stdout.trim()).toBe('hello')
  const history = await engine.docker(['history', '--no-trunc', '--format', '{{.CreatedBy}}', 'mine:1'])
  expect(history.stdout.split('\n').slice(0, 4)).toEqual([
    'cmd /S /C #(nop)  LABEL made=here',
    'cmd /S /C #(nop)  CMD ["cmd" "/C" "type said.txt"]',
    'cmd /S /C #(nop)  EXPOSE 80',
    'cmd /S /C echo %GREETING%>said.txt && type a.txt',
  ])
  const inspect = await engine.docker([
    'inspect',
    '--format',
    '{{.Config.WorkingDir}} {{json .Config.Labels}} {{json .Config.ExposedPorts}}',
    'mine:1',
  ])
  expect(inspect.stdout).toBe('C:\\app {"made":"here"} {"80/tcp":{}}\n')
})

test('I6: a changed file breaks the cache from its COPY on', async () => {
  const dockerfile = `FROM ${NANO}\nCOPY b.txt C:/\nRUN type C:\\b.txt\n`
  await build(dockerfile)
  writeFileSync(join(folder, 'b.txt'), 'changed')
  const again = await build(dockerfile)
  expect(again.stdout).not.toContain('Using cache')
  expect(again.stdout).toContain('changed')
})

test('I6: stages, arguments, the escape directive and a shell of one’s own', async () => {
  const dockerfile = `# escape=\`
ARG BASE=${NANO}
FROM \${BASE} AS one
ARG WHAT=nothing
RUN mkdir C:\\out && `.concat(
    '`',
    `
    echo %WHAT%>C:\\out\\what.txt
COPY site C:\\out\\site\\
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command"]
COPY --from=one C:\\out C:\\in
COPY ["a.txt", "b.txt", "C:\\\\two words\\\\"]
RUN Write-Host shell
ENTRYPOINT ["cmd", "/C"]
CMD ["type", "C:\\\\in\\\\what.txt"]
`,
  )
  const built = await build(dockerfile, '-t', 'stages', '--build-arg', 'WHAT=given')
  expect(built.stdout + built.stderr).toContain('Successfully tagged stages:latest')
  expect(built.stdout).toContain('Step 8/12 : COPY --from=one')
  expect((await engine.docker(['run', '--rm', 'stages'])).stdout.trim()).toBe('given')
  const dir = await engine.docker([
    'run',
    '--rm',
    '--entrypoint',
    'cmd',
    'stages',
    '/C',
    'dir /b "C:\\two words" C:\\in\\site',
  ])
  for (const name of ['a.txt', 'b.txt', 'index.htm', 'img']) expect(dir.stdout).toContain(name)
  const target = await build(dockerfile, '-q', '--target', 'one')
  expect(target.stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/)
  expect((await build(dockerfile, '--target', 'none')).stderr).toContain(
    'failed to reach build target none in Dockerfile',
  )
})

test.each([
  ['', 'the Dockerfile (Dockerfile) cannot be empty'],
  [`FROM ${NANO}\nRUNN x\n`, 'dockerfile parse error line 2: unknown instruction: RUNN'],
  ['FROM scratch\n', 'Windows does not support FROM scratch'],
  ['FROM nope/nope\n', "pull access denied for nope/nope, repository does not exist or may require 'docker login'"],
  ['FROM ubuntu\n', 'no matching manifest for windows/amd64 10.0.20348 in the manifest list entries'],
  ['RUN x\n', 'no build stage in current context'],
  [
    `FROM ${NANO}\nCOPY nope C:/\n`,
    'COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist',
  ],
  [
    `FROM ${NANO}\nCOPY a.txt b.txt c\n`,
    'When using COPY with more than one source file, the destination must be a directory and end with a /',
  ],
  [
    `FROM ${NANO}\nCOPY a.txt\n`,
    'dockerfile parse error line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
  ],
  [`FROM ${NANO}\nENV a\n`, 'failed to parse Dockerfile: ENV must have two arguments'],
  ['FROM\n', 'dockerfile parse error line 1: FROM requires either one or three arguments'],
  [`FROM ${NANO}\nCOPY --what a b\n`, 'dockerfile parse error line 2: Unknown flag: what'],
  [`FROM ${NANO}\nCOPY ../x b\n`, 'COPY failed: forbidden path outside the build context: ../x ()'],
  [`FROM ${NANO}\nCOPY --from=zz a b\n`, 'invalid from flag value zz: pull access denied for zz'],
  [`FROM ${NANO}\nLABEL\n`, 'dockerfile parse error line 2: LABEL requires at least one argument'],
  [`FROM ${NANO}\nRUN exit 3\n`, "The command 'cmd /S /C exit 3' returned a non-zero code: 3"],
  [`FROM ${NANO}\nRUN nosuchprogram\n`, "The command 'cmd /S /C nosuchprogram' returned a non-zero code: 1"],
  [`FROM ${NANO}\nRUN ["nosuchprogram"]\n`, 'The system cannot find the file specified. (0x2)'],
  [
    `FROM microsoft/nanoserver:10.0.14393.206\nRUN ver\n`,
    'The operating system of the container does not match the operating system of the host. (0xc0370101)',
  ],
  [`FROM ${NANO}\nRUN nosuchprogram & exit /b 4\n`, 'returned a non-zero code: 4'],
  [`FROM ${NANO}\nHEALTHCHECK\n`, 'dockerfile parse error line 2: HEALTHCHECK requires at least one argument'],
  [`FROM ${NANO}\nHEALTHCHECK FOO x\n`, 'dockerfile parse error line 2: Unknown type "FOO" in HEALTHCHECK (try CMD)'],
  [`FROM ${NANO}\nHEALTHCHECK NONE x\n`, 'dockerfile parse error line 2: HEALTHCHECK NONE takes no arguments'],
  [`FROM ${NANO}\nHEALTHCHECK CMD\n`, 'dockerfile parse error line 2: Missing command after HEALTHCHECK CMD'],
  [`FROM ${NANO}\nHEALTHCHECK --interval=x CMD a\n`, 'dockerfile parse error line 2: time: invalid duration "x"'],
  [`FROM ${NANO}\nHEALTHCHECK --timeout=1us CMD a\n`, 'line 2: Interval "timeout" cannot be less than 1ms'],
  [`FROM ${NANO}\nHEALTHCHECK --retries=0 CMD a\n`, 'line 2: --retries must be at least 1 (not 0)'],
  [`FROM ${NANO}\nHEALTHCHECK --retries=x CMD a\n`, 'line 2: strconv.ParseInt: parsing "x": invalid syntax'],
  [`FROM ${NANO}\nHEALTHCHECK --foo=1 CMD a\n`, 'dockerfile parse error line 2: Unknown flag: foo'],
  [`FROM ${NANO}\nSTOPSIGNAL SIGUSR1\n`, 'Invalid signal: SIGUSR1'],
  [`FROM ${NANO}\nONBUILD\n`, 'dockerfile parse error line 2: ONBUILD requires at least one argument'],
  [`FROM ${NANO}\nONBUILD FROM x\n`, "dockerfile parse error line 2: FROM isn't allowed as an ONBUILD trigger"],
  [`FROM ${NANO}\nONBUILD ONBUILD RUN x\n`, "line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
])('I6: docker build of %j says why not', async (dockerfile, message) => {
  const { code, stdout, stderr } = await build(dockerfile)
  expect(stdout + stderr).toContain(message)
  expect(code).not.toBe(0)
})

test('I6: HEALTHCHECK, STOPSIGNAL, ONBUILD, USER, VOLUME, LABEL and ARG reach the image, its history and its containers', async () => {
  const first = await build(
    `FROM ${NANO}
ARG WHO=ContainerUser
LABEL one=1 two="b c"
USER \${WHO}
VOLUME C:/data
HEALTHCHECK --interval=5s --retries=2 CMD exit 1
HEALTHCHECK --timeout=3s CMD ["cmd", "/c", "type", "said.txt"]
STOPSIGNAL SIGTERM
ONBUILD COPY a.txt C:/
ONBUILD RUN echo built on top
`,
    '-t',
    'parent',
    '--build-arg',
    'WHO=ContainerAdministrator',
  )
  expect(first.stdout).toContain('Note: overriding previous HEALTHCHECK: [CMD-SHELL exit 1]\n')
  expect(first.stdout).toContain('Successfully tagged parent:latest')
  const config = await engine.docker(['inspect', '-f', '{{json .Config}}', 'parent'])
  expect(JSON.parse(config.stdout)).toMatchObject({
    User: 'ContainerAdministrator',
    Labels: { one: '1', two: 'b c' },
    Volumes: { 'C:/data': {} },
    StopSignal: 'SIGTERM',
    OnBuild: ['COPY a.txt C:/', 'RUN echo built on top'],
    // Each value that the second does not say is the first one's, as a classic builder merges them.
    Healthcheck: { Test: ['CMD', 'cmd', '/c', 'type', 'said.txt'], Interval: 5e9, Timeout: 3e9, Retries: 2 },
  })
  const history = await engine.docker(['history', '--no-trunc', '--format', '{{.CreatedBy}}', 'parent'])
  expect(history.stdout.split('\n').slice(0, 5)).toEqual([
    'cmd /S /C #(nop)  ONBUILD RUN echo built on top',
    'cmd /S /C #(nop)  ONBUILD COPY a.txt C:/',
    'cmd /S /C #(nop)  STOPSIGNAL SIGTERM',
    'cmd /S /C #(nop)  HEALTHCHECK &{["CMD" "cmd" "/c" "type" "said.txt"] "0s" "3s" "0s" "0s" \'\\x00\'}',
    'cmd /S /C #(nop)  HEALTHCHECK &{["CMD-SHELL" "exit 1"] "5s" "0s" "0s" "0s" \'\\x02\'}',
  ])
  const second = await build('FROM parent\nLABEL three=3\n', '-t', 'child')
  expect(second.stdout).toContain('# Executing 2 build triggers\n')
  expect(second.stdout).toContain('built on top')
  expect(second.stdout).toContain('Step 2/2 : LABEL three=3')
  expect((await engine.docker(['run', '--rm', 'child', 'cmd', '/c', 'type C:\\a.txt'])).stdout).toContain('alpha')
  expect((await engine.docker(['inspect', '-f', '{{json .Config.OnBuild}}', 'child'])).stdout).toBe('null\n')
  await engine.docker(['create', '--name', 'fromchild', '--health-interval', '9s', 'child'])
  const made = await engine.docker(['inspect', '-f', '{{json .Config.Healthcheck}}', 'fromchild'])
  expect(JSON.parse(made.stdout)).toMatchObject({ Interval: 9e9, Timeout: 3e9, Retries: 2 })
  await engine.docker(['rm', 'fromchild'])
})

test('I6: ADD unpacks a local archive, COPY does not, and ADD of an address is refused plainly', async () => {
  execFileSync('tar', ['-czf', join(folder, 'site.tgz'), '-C', folder, 'site'])
  execFileSync('tar', ['-cf', join(folder, 'site.tar'), '-C', folder, 'a.txt'])
  const built = await build(
    `FROM ${NANO}\nADD site.tgz C:/one/\nADD site.tar C:/two\nCOPY site.tar C:/three/\nADD a.txt C:/four/\n`,
    '-t',
    'added',
  )
  expect(built.stdout + built.stderr).toContain('Successfully tagged added:latest')
  const run = await engine.docker(['run', '--rm', 'added', 'cmd', '/c', 'dir /s /b C:\\one C:\\two C:\\three C:\\four'])
  expect(run.stdout.trim().split('\r\n')).toEqual([
    'C:\\one\\site',
    'C:\\one\\site\\img',
    'C:\\one\\site\\index.htm',
    'C:\\one\\site\\img\\x.txt',
    'C:\\two\\a.txt',
    'C:\\three\\site.tar',
    'C:\\four\\a.txt',
  ])
  const remote = await build(`FROM ${NANO}\nADD https://example.com/x C:/\n`)
  expect(remote.stderr).toContain('the practice engine adds only files of the build context')
  for (const name of ['site.tgz', 'site.tar']) rmSync(join(folder, name))
})

test('I6: without a word on BuildKit the client takes the classic builder, as with every Windows engine; with it, both say what is missing', async () => {
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${NANO}\nENV a=b\n`)
  const plain = await engine.docker(['build', folder], { env: { DOCKER_BUILDKIT: undefined } })
  expect(plain.stdout).toMatch(/Successfully built [0-9a-f]{12}\n$/)
  const asked = await engine.docker(['build', folder], { env: { DOCKER_BUILDKIT: '1' } })
  expect(asked.stderr).toContain('BuildKit is enabled but the buildx component is missing')
  const answer = await jsonAnswer(engine.socket, 'POST /v1.44/build?version=2', '{}').catch(String)
  expect(String(answer)).toContain('HTTP/1.1 501 Not Implemented')
})

test('I6: a context that comes with the head of a new connection is taken whole', async () => {
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${NANO}\nCOPY a.txt C:/\n`)
  const archive = execFileSync('tar', ['-cf', '-', '-C', folder, 'a.txt', 'Dockerfile'])
  const said = await new Promise<string>((done, fail) => {
    const path = '/v1.44/build?nocache=1'
    const headers = { 'Content-Type': 'application/x-tar' }
    const sent = request({ socketPath: engine.socket, agent: false, method: 'POST', path, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => done(text))
    })
    sent.on('error', fail)
    sent.write(archive.subarray(0, 700))
    sent.end(archive.subarray(700))
  })
  expect(said).toContain('Successfully built')
})

test('I6: a missing Dockerfile, a bad tag, and the cache that is pruned', async () => {
  const bad = await build(`FROM ${NANO}\n`, '-t', 'UPPER')
  expect(bad.stderr).toContain('must be lowercase')
  const child = await engine.docker(['rmi', NANO])
  expect(child.stdout + child.stderr).toMatch(/Untagged|conflict/)
  const prune = await engine.docker(['builder', 'prune', '-f'])
  expect(prune.stdout).toMatch(/Total( reclaimed space)?:/)
})
