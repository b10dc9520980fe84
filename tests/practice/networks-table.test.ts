import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWholeEngine, type WholeEngine } from './support/whole-engine.ts'

let engine: WholeEngine
beforeAll(async () => {
  engine = await startWholeEngine()
})
afterAll(() => engine.stop())

const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022'

type Row = readonly [command: string, code: number, out: string | RegExp]

/** In order: each works on what the ones before it left. */
const rows: readonly Row[] = [
  ['network ls --format {{.Name}}/{{.Driver}}/{{.Scope}}', 0, 'nat/nat/local\nnone/null/local\n'],
  ['network inspect nat --format {{.IPAM.Driver}}/{{(index .IPAM.Config 0).Subnet}}', 0, 'windows/172.20.32.0/20\n'],
  ['network inspect nope', 1, 'network nope not found'],
  ['network create plain', 1, 'could not find plugin bridge in v1 plugin registry: plugin not found'],
  ['network create -d macvlan m1', 1, 'could not find plugin macvlan in v1 plugin registry: plugin not found'],
  ['network create -d nat nat', 1, 'operation is not permitted on predefined nat network'],
  ['network create -d overlay o1', 1, 'This node is not a swarm manager.'],
  ['network create -d nat --subnet 10.77.0.0/24 --gateway 10.77.0.1 --label tier=front front', 0, /^[0-9a-f]{64}\n$/],
  ['network create -d nat front', 1, 'network with name front already exists'],
  ['network create -d l2bridge --subnet 10.77.0.128/25 clash', 1, 'Pool overlaps with other one on this address space'],
  ['network create -d nat --subnet 10.78.0.0/24 --gateway 9.9.9.9 odd', 1, 'no matching subnet for gateway 9.9.9.9'],
  ['network create -d transparent wire', 0, /^[0-9a-f]{64}\n$/],
  ['network create -d nat free', 0, /^[0-9a-f]{64}\n$/],
  ['network inspect free --format {{len .IPAM.Config}}', 0, '1\n'],
  ['network ls --filter type=custom --format {{.Name}}', 0, /^free\nfront\nwire\n$/],
  ['network ls --filter driver=transparent -q', 0, /^[0-9a-f]{12}\n$/],
  ['network ls --filter label=tier=front --format {{.Name}}', 0, /^front\n$/],
  ['network ls --filter odd=1', 1, "invalid filter 'odd'"],
  [`run -d --name web --network front --network-alias shop ${NANO} ping -t localhost`, 0, /^[0-9a-f]{64}\n$/],
  ['inspect web --format {{.NetworkSettings.Networks.front.IPAddress}}', 0, '10.77.0.2\n'],
  [`run --rm --network front ${NANO} ping -n 1 shop`, 0, '10.77.0.2'],
  [`run --rm --network front --ip 10.77.0.9 ${NANO} ipconfig`, 0, '10.77.0.9'],
  [`run --rm --network front --ip 10.99.0.9 ${NANO} ipconfig`, 125, /out of range|not in/i],
  ['network inspect front --format {{range.Containers}}{{.Name}}_{{.IPv4Address}}{{end}}', 0, 'web_10.77.0.2/24\n'],
  ['network rm front', 1, 'has active endpoints'],
  ['network connect free web', 0, /^$/],
  ['network connect free web', 1, 'endpoint with name web already exists in network free'],
  ['network connect none web', 1, 'private (none) mode'],
  ['inspect web --format {{len .NetworkSettings.Networks}}', 0, '2\n'],
  ['network disconnect free web', 0, /^$/],
  ['network disconnect free web', 1, 'is not connected to network free'],
  ['network disconnect free nope', 1, 'No such container: nope'],
  ['network prune -f', 0, /Deleted Networks:\n(wire\nfree|free\nwire)\n/],
  ['rm -f web', 0, 'web\n'],
  ['network rm front', 0, 'front\n'],
  ['network rm nat', 1, 'nat is a pre-defined network and cannot be removed'],
  ['network rm front', 1, 'network front not found'],
  ['volume ls', 0, /^DRIVER +VOLUME NAME\n$/],
  ['volume create data', 0, 'data\n'],
  ['volume create --label a=b tagged', 0, 'tagged\n'],
  [
    'volume create x/y',
    1,
    '"x/y" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed.',
  ],
  ['volume create x', 1, 'volume name is too short, names should be at least two alphanumeric characters'],
  ['volume create -d nfs shared', 1, 'error looking up volume plugin nfs: plugin "nfs" not found'],
  ['volume create -o type=tmpfs opt', 1, 'options are not supported on this platform'],
  ['volume inspect data --format {{.Mountpoint}}', 0, 'C:\\ProgramData\\docker\\volumes\\data\\_data\n'],
  ['volume inspect nope', 1, 'no such volume'],
  ['volume ls --filter label=a=b -q', 0, /^tagged\n$/],
  ['volume ls --filter name=dat -q', 0, /^data\n$/],
  [`run --name writer -v data:C:\\data ${NANO} cmd /c echo kept>C:\\data\\note.txt`, 0, /^$/],
  ['volume rm data', 1, /remove data: volume is in use - \[[0-9a-f]{64}\]/],
  ['volume ls --filter dangling=true -q', 0, /^tagged\n$/],
  ['rm writer', 0, 'writer\n'],
  [`run --rm -v data:C:\\elsewhere ${NANO} cmd /c type C:\\elsewhere\\note.txt`, 0, 'kept'],
  [`run --rm -v data:C:\\elsewhere:ro ${NANO} cmd /c echo no>C:\\elsewhere\\other.txt`, 1, 'Access is denied.'],
  [`run --rm -v C:\\anonymous ${NANO} cmd /c echo x>C:\\anonymous\\f.txt`, 0, /^$/],
  ['volume ls -q', 0, /^data\ntagged\n$/],
  ['system df -v', 0, /data +0 +6B/],
  ['volume rm tagged', 0, 'tagged\n'],
  ['volume rm -f gone', 0, 'gone\n'],
]

test.each(rows)('K6: docker %s', async (command, code, out) => {
  const { code: exit, stdout, stderr } = await engine.docker(command.match(/(?:[^\s{]|\{\{.*?\}\})+/g) ?? [])
  const text = stdout + stderr
  if (typeof out === 'string') expect(text).toContain(out)
  else expect(text).toMatch(out)
  expect(exit).toBe(code)
})

test('P1: networks, volumes and what is in them survive a restart; a reset gives back the first state', async () => {
  await engine.docker(['network', 'create', '-d', 'nat', 'later'])
  engine = await engine.restart()
  expect((await engine.docker(['network', 'ls', '--format', '{{.Name}}'])).stdout).toBe('later\nnat\nnone\n')
  const read = await engine.docker(['run', '--rm', '-v', 'data:C:\\d', NANO, 'cmd', '/c', 'type', 'C:\\d\\note.txt'])
  expect(read.stdout).toContain('kept')
  await engine.docker(['rmi', 'microsoft/nanoserver:10.0.14393.206'])
  await engine.engine.reset()
  expect((await engine.docker(['network', 'ls', '--format', '{{.Name}}'])).stdout).toBe('nat\nnone\n')
  expect((await engine.docker(['volume', 'ls', '-q'])).stdout).toBe('')
  expect((await engine.docker(['images', '-q', 'microsoft/nanoserver:10.0.14393.206'])).stdout).toBe('a896e5590871\n')
})

test('K6: without a nat network the engine has only none', async () => {
  const bare = await startWholeEngine({ settings: { natNetwork: false } })
  try {
    expect((await bare.docker(['network', 'ls', '--format', '{{.Name}}'])).stdout).toBe('none\n')
  } finally {
    await bare.stop()
  }
})
