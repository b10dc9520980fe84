import { expect, test } from 'vitest'
import { processIsolationFits } from '../../main/practice/engine/containers/isolation.ts'
import { startPracticeEngine } from '../support/practice-engine.ts'

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'

/** Host build, and the image builds that it runs under process isolation. */
const fits: [host: number, images: number[]][] = [
  [14393, [14393]],
  [17763, [17763]],
  [20348, [20348]],
  [25398, [20348, 25398]],
  [26100, [20348, 25398, 26100]],
  [26200, [26100]],
]
const builds = [14393, 17763, 20348, 25398, 26100]
for (const [host, images] of fits) {
  test(`K2: under process isolation build ${host} runs ${images.join(', ')} and no other`, () => {
    expect(builds.filter((image) => processIsolationFits(host, image))).toEqual(images)
  })
}

test('K2: without a hypervisor Hyper-V isolation fails in the words of Windows, and the container keeps the reason', async () => {
  const practice = await startPracticeEngine({ host: { hypervisor: false } })
  const run = await practice.docker(['run', '--name', 'none', '--isolation', 'hyperv', NANO, 'echo'])
  expect(run).toMatchObject({ code: 125, stdout: '' })
  expect(run.stderr).toContain('No hypervisor is present on this system. (0xc0351000)')
  const { stdout } = await practice.docker(['inspect', '-f', '{{.State.Status}} {{.State.Error}}', 'none'])
  expect(stdout).toMatch(/^created .*\(0xc0351000\)\n$/)
  await practice.stop()
})

test('K2: the default isolation is that of the machine, or of the engine when it says one', async () => {
  for (const [client, isolation, wanted] of [
    [false, 'default', 'process'],
    [true, 'default', 'hyperv'],
    [false, 'hyperv', 'hyperv'],
    [true, 'process', 'process'],
  ] as const) {
    const practice = await startPracticeEngine({ host: { client }, settings: { isolation } })
    expect((await practice.docker(['info', '-f', '{{.Isolation}}'])).stdout).toBe(`${wanted}\n`)
    await practice.docker(['run', '-d', '--name', 'it', NANO, 'wait'])
    const onHost = practice.host.processes.list().some(({ name }) => name === 'CExecSvc.exe')
    expect(onHost).toBe(wanted === 'process')
    await practice.stop()
  }
})

test('P1: without the nat network containers are on none', async () => {
  const practice = await startPracticeEngine({ settings: { natNetwork: false } })
  await practice.docker(['run', '-d', '--name', 'alone', NANO, 'wait'])
  const { stdout } = await practice.docker([
    'inspect',
    '-f',
    '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}',
    'alone',
  ])
  expect(stdout).toBe('none\n')
  await practice.stop()
})
