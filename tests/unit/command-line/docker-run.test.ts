import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDockerRun } from '../../../preload/contract/command-line/parse-docker-run.ts'
import { toEquivalent } from '../../../preload/contract/command-line/print.ts'
import type { PastedShell } from '../../../preload/contract/command-line/split.ts'
import { type ContainerSpec, emptyContainerSpec } from '../../../preload/contract/container-spec.ts'
import { anySpec } from './specs.ts'

function read(text: string, shell?: PastedShell) {
  const parsed = parseDockerRun(text, shell)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.value
}

describe('K2, H11: what is written can be read back', () => {
  it.each(['posix', 'powershell', 'cmd'] as const)('K2, H11: a run command for %s gives the same spec', (shell) => {
    fc.assert(
      fc.property(anySpec, fc.boolean(), (spec, detach) => {
        const { command, ...rest } = read(toEquivalent({ action: 'run', spec, detach })[shell], shell)
        expect(rest).toEqual({ spec, detach, warnings: [] })
        expect(command).toBe('run')
      }),
      { numRuns: 200 },
    )
  })
  it('K2, H11: a create command gives the same spec', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(read(toEquivalent({ action: 'create', spec }).posix, 'posix')).toMatchObject({ command: 'create', spec })
      }),
    )
  })
  it('K2: an entrypoint of several words becomes entrypoint and command, which run alike', () => {
    const spec: ContainerSpec = { ...emptyContainerSpec(), image: 'a', entrypoint: ['sh', '-c'], command: ['id'] }
    const back = read(toEquivalent({ action: 'run', spec }).posix).spec
    expect([...(back.entrypoint ?? []), ...back.command]).toEqual(['sh', '-c', 'id'])
  })
})

describe('K2: a pasted docker run line fills the form', () => {
  it.each<[string, Partial<ContainerSpec>]>([
    ['docker run -it alpine sh', { image: 'alpine', interactive: true, tty: true, command: ['sh'] }],
    ['docker run -i=false -t=true a', { image: 'a', interactive: false, tty: true }],
    ['docker run --name=x a', { image: 'a', name: 'x' }],
    ['docker run --name x a', { image: 'a', name: 'x' }],
    ['docker run -p 80:80 -p81:81 --publish=82:82 a', { image: 'a', ports: ['80:80', '81:81', '82:82'] }],
    [
      'docker run -e A=B -eC=D --env E=F=G a',
      {
        image: 'a',
        environment: [
          { name: 'A', value: 'B' },
          { name: 'C', value: 'D' },
          { name: 'E', value: 'F=G' },
        ],
      },
    ],
    [
      'docker run -itp 80:80 -w/x -u=me a',
      { image: 'a', interactive: true, tty: true, ports: ['80:80'], workingDirectory: '/x', user: 'me' },
    ],
    ['docker container run --rm -- a -x', { image: 'a', autoRemove: true, command: ['-x'] }],
    ['docker run --rm=false a --rm', { image: 'a', autoRemove: false, command: ['--rm'] }],
    ['$ sudo docker run a', { image: 'a' }],
    [
      'docker.exe run --isolation=hyperv --cpu-count 2 -m 2g a',
      { image: 'a', isolation: 'hyperv', cpuCount: 2, memory: 2 ** 31 },
    ],
    [
      'docker run --net host --restart on-failure:3 a',
      { image: 'a', network: 'host', restartPolicy: { name: 'on-failure', maximumRetryCount: 3 } },
    ],
    ['docker run -m 1.5g --cpus .5 a', { image: 'a', memory: 1610612736, cpus: 0.5 }],
    ['docker run --entrypoint "" a', { image: 'a', entrypoint: [''] }],
    ['docker run --mount type=bind,source=/a,target=/b,readonly a', { image: 'a', volumes: ['/a:/b:ro'] }],
    ['docker run --mount type=volume,src=v,dst=/b a', { image: 'a', volumes: ['v:/b'] }],
    ['docker run --security-opt "credentialspec=file://web.json" a', { image: 'a', credentialSpec: 'file://web.json' }],
    ['docker run --storage-opt size=50G a', { image: 'a', storageSize: '50G' }],
    ['docker run \\\n  --name x \\\n  a \\\n  "b c"\n', { image: 'a', name: 'x', command: ['b c'] }],
    ['docker run `\r\n  -v C:\\data:C:\\data `\r\n  a', { image: 'a', volumes: ['C:\\data:C:\\data'] }],
    ['docker run ^\r\n  -v "C:\\my data:C:\\data" ^\r\n  a', { image: 'a', volumes: ['C:\\my data:C:\\data'] }],
    ['PS C:\\Users\\me> docker run -v C:\\data:C:\\data a', { image: 'a', volumes: ['C:\\data:C:\\data'] }],
    ['C:\\>docker run -v C:\\data\\:C:\\data a', { image: 'a', volumes: ['C:\\data\\:C:\\data'] }],
    ["docker run -v 'C:\\my data:C:\\data' a", { image: 'a', volumes: ['C:\\my data:C:\\data'] }],
    [`docker run a sh -c 'echo "hi" && id'`, { image: 'a', command: ['sh', '-c', 'echo "hi" && id'] }],
    ['docker run -d a # a comment', { image: 'a' }],
    ['podman run --name x a', { image: 'a', name: 'x' }],
    ['sudo -E docker run a', { image: 'a' }],
    ['sudo -u root docker run a', { image: 'a' }],
    ['winpty docker run -it a', { image: 'a', interactive: true, tty: true }],
    ['& "C:\\Program Files\\Docker\\docker.exe" run a', { image: 'a' }],
    ['[root@host ~]# docker run a', { image: 'a' }],
    ['# a root prompt\n# docker run a', { image: 'a' }],
    ['# first\n# second\ndocker run a', { image: 'a' }],
    ['```bash\ndocker run a\n```', { image: 'a' }],
    ['PS C:\\> docker run `\n>>   --name x `\n>>   a', { image: 'a', name: 'x' }],
    ['$ docker run \\\n>   --name x \\\n> a', { image: 'a', name: 'x' }],
    ['C:\\>docker run ^\r\nMore? --name x ^\r\nMore? a', { image: 'a', name: 'x' }],
    ["docker run -e A=$'b\\tc\\x41' a", { image: 'a', environment: [{ name: 'A', value: 'b\tcA' }] }],
  ])('K2: %s', (line, expected) => {
    const { spec, warnings } = read(line)
    expect(spec).toEqual({ ...emptyContainerSpec(), ...expected })
    expect(warnings).toEqual([])
  })

  it.each<[string, RegExp]>([
    ['docker run --env-file .env a', /--env-file \.env: the file was not read/],
    ['docker run -e TOKEN a', /TOKEN: its value comes from the shell/],
    ['docker run --gpus all a', /--gpus all: not taken over/],
    ['docker run -P a', /--publish-all: not taken over/],
    ['docker run -v $PWD:/x a', /would have replaced.*\$PWD:\/x/],
    ['docker -H tcp://h:2375 run a', /-H: not taken over/],
    ['docker run --mount type=tmpfs,target=/x a', /tmpfs.*not taken over/],
    ['docker run -v %CD%:C:\\x a', /would have replaced/],
    ['docker run --network name=n,alias=x a', /only the name/],
    ['docker run --network m --network n a', /--network m: not taken over/],
    ['docker run --mount type=bind,src=/a,dst=/b,consistency=cached a', /without consistency=cached/],
    ['podman run --replace a', /--replace: not taken over/],
    ['MSYS_NO_PATHCONV=1 docker run a', /MSYS_NO_PATHCONV=1: not taken over/],
  ])('K2: %s is taken with a warning', (line, warning) => {
    const { warnings, spec } = read(line)
    expect(spec.image).toBe('a')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(warning)
  })

  it.each([
    ['docker run -v $(pwd):/x a', '$(pwd):/x'],
    ['docker run -v "$(pwd)":/x a', '$(pwd):/x'],
    ['docker run -v "$(dirname "$0")/b c":/x a', '$(dirname "$0")/b c:/x'],
    ['docker run -v `pwd -P`:/x a', '`pwd -P`:/x'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the shells write it
    ['docker run -v ${HOME:-/a b}:/x a', '${HOME:-/a b}:/x'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the shells write it
    ['docker run `\n  -v ${PWD}:/x `\n  a', '${PWD}:/x'],
    ['docker run `\n  -v $(Get-Location):/x `\n  a', '$(Get-Location):/x'],
    ['docker run `\n  -v "$($env:TEMP):/x" `\n  a', '$($env:TEMP):/x'],
    ['docker run -v %cd%:/x a', '%cd%:/x'],
    ['docker run -v "%USERPROFILE%\\b c:/x" a', '%USERPROFILE%\\b c:/x'],
  ])('K2: what the shell puts in is kept as written and named: %s', (line, volume) => {
    const { spec, warnings } = read(line)
    expect(spec.volumes).toEqual([volume])
    expect(spec.image).toBe('a')
    expect(warnings).toEqual([`The shell would have replaced a part of: ${volume}`])
  })

  it.each<[string, RegExp, number]>([
    ['', /does not begin/, 0],
    ['kubectl run a', /does not begin/, 0],
    ['echo docker run a', /does not begin/, 0],
    ['docker ps', /Only docker run/, 7],
    ['docker run', /image is missing/, 10],
    ['docker run --name', /needs a value/, 17],
    ['docker run --nme x a', /no flag --nme/, 11],
    ['docker run -iz a', /no flag -z/, 13],
    ['docker run --constructor a', /no flag/, 11],
    ['docker run -m lots a', /a size is expected/, 14],
    ['docker run --rm=maybe a', /true or false/, 11],
    ['docker run --restart sometimes a', /unless-stopped/, 21],
    ['docker run a; rm -rf /', /One command/, 12],
    ['docker run a | cat', /One command/, 13],
    ['docker run "a', /not closed/, 11],
    ['docker run a\ndocker run b', /One command/, 12],
  ])('K2: %j is refused at its place', (line, message, at) => {
    const parsed = parseDockerRun(line)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok) {
      expect(parsed.problem.message).toMatch(message)
      expect(parsed.problem.at).toBe(at)
    }
  })

  it('K2: no text whatever makes it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('posix', 'powershell', 'cmd', undefined),
        (text, shell) => {
          parseDockerRun(`docker run ${text}`, shell as PastedShell | undefined)
        },
      ),
      { numRuns: 500 },
    )
  })
})
