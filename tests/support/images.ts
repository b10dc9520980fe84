import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { findProgram } from './background-program.ts'
import { engineRequest } from './engine-request.ts'
import { makeTar, type TarFile } from './tar.ts'

/** The images that a test engine has. No registry is in reach: they are made of this machine's programs. */
export const IMAGES = {
  /** A static busybox with all its applets; runs `sh`. */
  busybox: 'slipway-test/busybox:latest',
  /** The same with bash. */
  bash: 'slipway-test/bash:latest',
  /** Nothing but /bin/sleep, which it runs: no shell to be found. */
  noShell: 'slipway-test/no-shell:latest',
} as const

const folder = (name: string): TarFile => ({ name, type: 'directory', mode: 0o755 })

/** Loads IMAGES into an engine. */
export async function loadTestImages(socketPath: string): Promise<void> {
  const busybox = busyboxFiles()
  await importImage(socketPath, IMAGES.busybox, busybox, 'CMD ["sh"]')
  await importImage(socketPath, IMAGES.bash, [...busybox, ...bashFiles()], 'CMD ["bash"]')
  const sleep: TarFile[] = [folder('bin'), { name: 'bin/sleep', content: busyboxProgram(), mode: 0o755 }]
  await importImage(socketPath, IMAGES.noShell, sleep, 'CMD ["/bin/sleep","1000000"]')
}

/** Makes an image of one layer from files, as `docker import` does; `change` is a Dockerfile instruction. */
export async function importImage(socketPath: string, name: string, files: TarFile[], change: string): Promise<void> {
  const [repo = '', tag = 'latest'] = name.split(':')
  const query = new URLSearchParams({ fromSrc: '-', repo, tag, changes: change })
  const answer = await engineRequest(socketPath, 'POST', `/images/create?${query}`, await makeTar(files))
  if (answer.status !== 200 || answer.body.includes('"error"')) throw new Error(`import ${name}: ${answer.body}`)
}

function busyboxProgram(): Buffer {
  const path = findProgram('busybox')
  if (!path) throw new Error('busybox is not installed (Debian package busybox-static)')
  return readFileSync(path)
}

function busyboxFiles(): TarFile[] {
  const applets = execFileSync(findProgram('busybox') ?? 'busybox', ['--list'], { encoding: 'utf8' })
    .trim()
    .split('\n')
  return [
    ...['bin', 'etc', 'proc', 'sys', 'dev', 'root', 'var', 'usr'].map(folder),
    { name: 'tmp', type: 'directory', mode: 0o1777 },
    { name: 'bin/busybox', content: busyboxProgram(), mode: 0o755 },
    { name: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\n', mode: 0o644 },
    { name: 'etc/group', content: 'root:x:0:\n', mode: 0o644 },
    ...applets
      .filter((name) => name !== 'busybox')
      .map((name): TarFile => ({ name: `bin/${name}`, type: 'symlink', linkname: 'busybox' })),
  ]
}

/** bash and the libraries that the loader names for it. */
function bashFiles(): TarFile[] {
  const bash = findProgram('bash') ?? '/bin/bash'
  const libraries = execFileSync('ldd', [bash], { encoding: 'utf8' }).match(/\/\S+/g) ?? []
  const files = [bash, ...libraries].filter((path) => existsSync(path))
  return files.map((path) => ({
    name: path === bash ? 'bin/bash' : path.slice(1),
    content: readFileSync(realpathSync(path)),
    mode: 0o755,
  }))
}
