import type { EngineHost, EngineSettings } from '../../main/practice/engine/engine-host.ts'
import { MemoryFileTree } from '../../main/practice/engine/file-tree-memory.ts'
import { EngineError } from '../../main/practice/engine/route.ts'
import type { ImageStore, PracticeImage } from '../../main/practice/engine/state.ts'
import { type PracticeProcess, ProgramNotFound, type StartProgram } from '../../main/practice/shell/world.ts'

/** A Windows Server 2022 without anything else on it. */
export function standInHost(change: Partial<EngineHost> & { hypervisor?: boolean } = {}): EngineHost {
  const processes: PracticeProcess[] = []
  let pid = 1000
  return {
    hostName: 'WIN-PRACTICE',
    build: 20348,
    revision: 2700,
    buildLabEx: '20348.1.amd64fre.fe_release.210507-1500',
    operatingSystem: 'Microsoft Windows Server Version 21H2 (OS Build 20348.2700)',
    client: false,
    cpus: 4,
    memory: 16 * 1024 ** 3,
    hypervisorPresent: () => change.hypervisor ?? true,
    online: () => true,
    freeSpace: () => 100 * 1024 ** 3,
    now: () => Date.now(),
    processes: {
      nextPid: () => {
        pid += 4
        return pid
      },
      add: (process) => void processes.push(process),
      remove: (gone) => {
        const index = processes.findIndex((process) => process.pid === gone)
        if (index >= 0) processes.splice(index, 1)
      },
      list: () => processes,
    },
    ...change,
  }
}

export function standInSettings(change: Partial<EngineSettings> = {}): EngineSettings {
  return {
    version: '28.5.2',
    dataRoot: 'C:\\ProgramData\\docker',
    isolation: 'default',
    natNetwork: true,
    dns: [],
    labels: [],
    insecureRegistries: [],
    debug: false,
    ...change,
  }
}

/** Three base images, found by tag, by ID and by the beginning of an ID. */
export function standInImages(): ImageStore {
  const make = (name: string, tag: string, osVersion: string, digit: string): PracticeImage => {
    const files = new MemoryFileTree()
    files.makeFolder('C:\\Windows')
    files.makeFolder('C:\\Users')
    files.write('C:\\License.txt', Buffer.from('To be read.\r\n'))
    return {
      id: `sha256:${digit.repeat(64)}`,
      tags: [`mcr.microsoft.com/windows/${name}:${tag}`],
      digests: [],
      parent: '',
      createdAt: Date.parse('2024-10-08T00:00:00Z'),
      author: '',
      comment: '',
      architecture: 'amd64',
      osVersion,
      config: {
        cmd: ['c:\\windows\\system32\\cmd.exe'],
        entrypoint: [],
        env: [],
        workingDir: '',
        user: name === 'nanoserver' ? 'ContainerUser' : '',
        labels: {},
        exposedPorts: [],
        volumes: [],
        shell: [],
      },
      layers: [{ digest: `sha256:${digit.repeat(64)}`, size: 120_000_000 }],
      history: [],
      size: 290_000_000,
      files: files.freeze(),
      base: name === 'nanoserver' ? 'nanoserver' : 'servercore',
    }
  }
  const images = [
    make('nanoserver', 'ltsc2022', '10.0.20348.2700', 'a'),
    make('servercore', 'ltsc2022', '10.0.20348.2700', 'b'),
    make('nanoserver', 'ltsc2025', '10.0.26100.2033', 'c'),
    make('servercore', 'ltsc2019', '10.0.17763.6414', 'd'),
  ]
  return {
    all: () => images,
    find: (reference) => {
      const short = reference.replace(/^sha256:/, '')
      const image = images.find(({ id, tags }) => tags.includes(reference) || id.slice(7).startsWith(short))
      if (!image) throw new EngineError(404, `No such image: ${reference}`)
      return image
    },
    commit: () => {
      throw new EngineError(501, 'the stand-in does not commit')
    },
  }
}

/** Four programs: `cmd` that answers lines, `echo`, `wait` until it is stopped, `count N`. */
export const standInProgram: StartProgram = async (argv, world, console, { environment }) => {
  const [program = '', ...rest] = argv
  const name = program
    .toLowerCase()
    .replace(/^.*\\/, '')
    .replace(/\.exe$/, '')
  if (name === 'echo') {
    await console.write(`${rest.join(' ')}\r\n`)
    return 0
  }
  if (name === 'count') {
    for (let line = 1; line <= Number(rest[0]); line += 1) {
      await console.write(`line ${line}\n`, line % 2 === 0 ? 'stderr' : 'stdout')
    }
    return Number(rest[1] ?? 0)
  }
  if (name === 'wait') {
    await console.write('waiting\r\n')
    return new Promise((done) => console.signal.addEventListener('abort', () => done(0xc000013a)))
  }
  if (name !== 'cmd') throw new ProgramNotFound(program)
  if (rest[0]?.toLowerCase() === '/c') {
    if (rest[1] === 'exit') return Number(rest[2])
    await console.write(`${rest.slice(1).join(' ')}\r\n`)
    return 0
  }
  await console.write(`Microsoft Windows [Version 10.0.${world.windows.build}.${world.windows.revision}]\r\n\r\nC:\\>`)
  let line = ''
  for await (const bytes of console.input) {
    for (const key of Buffer.from(bytes).toString()) {
      if (console.tty) await console.write(key === '\r' ? '\r\n' : key)
      if (key !== '\r' && key !== '\n') {
        line += key
        continue
      }
      const typed = line.trim()
      line = ''
      if (typed === 'exit') return 0
      if (typed === 'hostname') await console.write(`${environment.get('COMPUTERNAME')}\r\n`)
      if (typed === 'size') await console.write(`${console.size().columns}x${console.size().rows}\r\n`)
      if (typed === 'flood') await console.write('x'.repeat(1_000_000))
      await console.write('\r\nC:\\>')
    }
  }
  return 0
}
