import { describe, expect, it } from 'vitest'
import { parseDockerRun } from '../../../../preload/contract/command-line/parse-docker-run.ts'
import { type ContainerSpec, emptyContainerSpec } from '../../../../preload/contract/container-spec.ts'
import type { EngineOs } from '../../../../preload/contract/grammar/parsed.ts'
import { type FormValues, toFormValues } from '../../../../renderer/pages/containers/create/form-values.ts'
import { readForm } from '../../../../renderer/pages/containers/create/read-form.ts'
import { summarise } from '../../../../renderer/pages/containers/create/summary.ts'

const base: ContainerSpec = { ...emptyContainerSpec(), image: 'busybox' }
const whole: Partial<ContainerSpec> = {
  name: 'web',
  hostname: 'web',
  command: ['sh', '-c', 'echo "$HOME"; sleep 1', ''],
  entrypoint: ['/init', '--flag'],
  interactive: true,
  tty: true,
  environment: [
    { name: 'A', value: '1=2' },
    { name: 'B', value: '' },
  ],
  ports: ['8080:80', '127.0.0.1::53/udp', '8000-8010:8000-8010', '[::1]:90:90', '443'],
  network: 'bridge',
  restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
  user: 'nobody:nogroup',
  workingDirectory: '/srv',
  labels: [{ name: 'team', value: 'a b' }],
  stopTimeout: 0,
  platform: 'linux/amd64',
  dns: ['1.1.1.1', '::1'],
  memory: 512 * 2 ** 20,
}
const ofOs: Record<EngineOs, Partial<ContainerSpec>> = {
  linux: {
    cpus: 1.5,
    volumes: ['/srv/data:/data:ro,z', 'named:/named', '/anonymous'],
    privileged: true,
    readOnlyRootfs: true,
    init: true,
    capAdd: ['NET_ADMIN', 'SYS_TIME'],
    capDrop: ['ALL'],
  },
  windows: {
    cpuCount: 2,
    volumes: ['C:\\data:C:\\app data:ro', 'named:D:', 'c:\\anonymous', '\\\\.\\pipe\\a:\\\\.\\pipe\\a'],
    isolation: 'hyperv',
    credentialSpec: 'file://web.json',
    storageSize: '50G',
    command: ['cmd', '/c', 'dir "C:\\Program Files\\" & echo 100%', 'C:\\dir\\'],
    workingDirectory: 'C:\\app',
    network: 'nat',
  },
}

describe('K2: the form holds every field', () => {
  it.each(['linux', 'windows'] as const)('K2: what a spec of a %s engine says comes back unchanged', (os) => {
    const spec = { ...base, ...whole, ...ofOs[os] }
    expect(readForm(toFormValues(spec, os), os)).toEqual({ spec, problems: [] })
  })
  it('K2: the default form is the default spec; an emptied entrypoint stays emptied', () => {
    expect(readForm(toFormValues(base, 'linux'), 'linux')).toEqual({ spec: base, problems: [] })
    const none = { ...base, entrypoint: [''] }
    expect(readForm(toFormValues(none, 'linux'), 'linux').spec).toEqual(none)
  })
  it('K2: a pasted docker run line comes back as the same spec', () => {
    const run = parseDockerRun(
      `docker run -it --name web -p 8080:80 -v data:/data:ro -e A=1 --restart on-failure:2 -m 1g nginx sh -c 'a b'`,
    )
    if (!run.ok) throw new Error(run.problem.message)
    expect(readForm(toFormValues(run.value.spec, 'linux'), 'linux')).toEqual({ spec: run.value.spec, problems: [] })
  })
})

describe('K2: problems stand at their fields', () => {
  const read = (change: Partial<FormValues>, os: EngineOs = 'linux') =>
    readForm({ ...toFormValues(base, os), ...change }, os).problems
  const at = (change: Partial<FormValues>, os?: EngineOs) => read(change, os).map(({ field, row }) => [field, row])

  it('K2: a bad port and a bad mount are marked in their rows, empty rows are passed over', () => {
    const empty = { host: '', container: '', protocol: 'tcp' as const }
    expect(
      at({ ports: [empty, { host: '80', container: '80', protocol: 'tcp' }, { ...empty, container: '99999' }] }),
    ).toEqual([['ports', 2]])
    const none = { source: '', target: '', readOnly: false, options: '' }
    expect(at({ volumes: [none, { ...none, source: '/a', target: 'relative' }] })).toEqual([['volumes', 1]])
    expect(at({ volumes: [{ ...none, source: '/a', target: '/b' }] }, 'windows')).toEqual([['volumes', 0]])
  })
  it('K2: what a shell would have put into a pasted mount is asked for at its source', () => {
    const volumes = (line: string, os: EngineOs) => {
      const run = parseDockerRun(line)
      if (!run.ok) throw new Error(run.problem.message)
      return toFormValues(run.value.spec, os).volumes
    }
    const row = { source: '$(pwd)', target: '/app', readOnly: true, options: '' }
    expect(volumes('docker run -v $(pwd):/app:ro a', 'linux')).toEqual([row])
    expect(read({ volumes: [row] })).toEqual([
      { field: 'volumes', row: 0, message: 'A shell would put in a path for $(pwd): write that path' },
    ])
    // On Windows the source alone would pass for the name of a volume.
    const windows = { source: '%cd%\\src', target: 'C:\\app', readOnly: false, options: '' }
    expect(volumes('docker run -v %cd%\\src:C:\\app a', 'windows')).toEqual([windows])
    expect(at({ volumes: [windows] }, 'windows')).toEqual([['volumes', 0]])
    expect(read({ volumes: [{ ...row, source: '/srv/a$b' }] })).toEqual([])
  })
  it('K2: a port of the host that two rows want is marked in the second', () => {
    const port = (host: string, container: string, protocol: 'tcp' | 'udp' = 'tcp') => ({ host, container, protocol })
    expect(at({ ports: [port('80', '80'), port('80', '81')] })).toEqual([['ports', 1]])
    expect(at({ ports: [port('80', '80'), port('127.0.0.1:80', '80')] })).toEqual([['ports', 1]])
    expect(at({ ports: [port('80-85', '80-85'), port('82', '9')] })).toEqual([['ports', 1]])
    expect(
      at({
        ports: [
          port('127.0.0.1:80', '80'),
          port('127.0.0.2:80', '80'),
          port('80', '80', 'udp'),
          port('', '80'),
          port('', '80'),
          port('8000-8010', '90'),
          port('8000-8010', '90'),
        ],
      }),
    ).toEqual([])
  })
  it('K2: an unclosed quote, a missing image and words that are no numbers are refused', () => {
    expect(at({ command: "sh -c 'open" })).toEqual([['command', undefined]])
    expect(read({ image: ' ' })).toEqual([{ field: 'image', message: 'Choose an image' }])
    expect(at({ cpuAmount: 'two' })).toEqual([['cpuAmount', undefined]])
    expect(at({ memory: '1' })).toEqual([['memory', undefined]])
    expect(at({ memory: '-4' })).toEqual([['memory', undefined]])
    expect(at({ stopTimeout: '1.5' })).toEqual([['stopTimeout', undefined]])
    expect(at({ dns: '1.1.1.1 nope' })).toEqual([['dns', undefined]])
  })
  it('K2: auto-remove with a restart policy is explained', () => {
    expect(read({ autoRemove: true, restartPolicy: 'always' })[0]?.message).toMatch(/choose one of the two/)
  })
  it('K2: processors by count and by percentage have their own bounds on a Windows engine', () => {
    expect(at({ cpuKind: 'percent', cpuAmount: '101' }, 'windows')).toEqual([['cpuAmount', undefined]])
    expect(at({ cpuKind: 'count', cpuAmount: '1.5' }, 'windows')).toEqual([['cpuAmount', undefined]])
    expect(readForm({ ...toFormValues(base, 'windows'), cpuKind: 'percent', cpuAmount: '50' }, 'windows').spec).toEqual(
      {
        ...base,
        cpuPercent: 50,
      },
    )
  })
  it('K2: a variable without a name and one given twice are marked', () => {
    const environment = [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
      { name: '', value: '3' },
    ]
    expect(at({ environment })).toEqual([
      ['environment', 1],
      ['environment', 2],
    ])
  })
})

it('K2: the review tells everything that was chosen, words quoted, memory to the byte', () => {
  const spec = { ...base, ...whole, ...ofOs.linux, memory: 1_500_001 }
  const review = summarise(spec, 'linux')
  const line = (step: keyof typeof review, label: string) => review[step].find((each) => each.label === label)?.values
  expect(line('run', 'Command')).toEqual([`sh -c 'echo "$HOME"; sleep 1' ''`])
  expect(line('limits', 'Memory')).toEqual(['1500001 B'])
  expect(line('network', 'Published ports')).toEqual(spec.ports)
  expect(line('storage', 'Mounts')).toEqual(spec.volumes)
  expect(line('run', 'Restart policy')).toEqual(['When it fails (exit code other than 0), 3 tries at most'])
  const nothing = summarise(base, 'linux')
  expect(Object.entries(nothing).filter(([, lines]) => lines.length > 0)).toEqual([
    ['image', [{ label: 'Image', values: ['busybox'] }]],
  ])
})
