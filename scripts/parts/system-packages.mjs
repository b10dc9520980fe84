import { output, run, which } from './run.mjs'

/**
 * What the tests and the window need from Debian. `command` is looked for on PATH, `library` in the loader's cache;
 * `packages` are candidates: names changed between Debian 12 and 13 (the t64 transition, docker-cli).
 */
const windowNeeds = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0', 'libgtk-3-0t64'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2', 'libasound2t64'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
]

const testNeeds = [
  ...windowNeeds,
  { command: 'dockerd', packages: ['docker.io'] },
  { command: 'docker', packages: ['docker-cli', 'docker.io'] },
  { command: 'docker-registry', packages: ['docker-registry'] },
  { command: 'sshd', packages: ['openssh-server'] },
  { command: 'ssh-keygen', packages: ['openssh-client'] },
  { command: 'chromium', packages: ['chromium'] },
  { command: 'Xvfb', packages: ['xvfb'] },
  { command: 'busybox', packages: ['busybox-static', 'busybox'] },
  { command: 'iptables', packages: ['iptables'] },
]

/** The needs among `needs` that this machine does not meet. */
export function unmetNeeds(needs, { hasCommand = (name) => Boolean(which(name)), libraries = loaderCache() } = {}) {
  return needs.filter((need) =>
    need.command ? !hasCommand(need.command) : libraries !== undefined && !libraries.includes(`${need.library} `),
  )
}

function loaderCache() {
  const ldconfig = which('ldconfig')
  return ldconfig ? output(ldconfig, ['-p']) : undefined
}

/**
 * Makes sure that the system has what is needed: installs it with apt-get as root or through a passwordless sudo, and
 * otherwise says exactly what to install. Resolves to true when everything is there.
 * `purpose` is 'test' or 'window'. Only Linux needs anything.
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return true
  const needs = purpose === 'test' ? testNeeds : windowNeeds
  const unmet = unmetNeeds(needs)
  if (unmet.length === 0) return true
  const prefix = rootPrefix()
  const named = unmet.map((need) => need.command ?? need.library).join(', ')
  if (!which('apt-get') || prefix === undefined) {
    const names = [...new Set(unmet.map((need) => need.packages[0]))].join(' ')
    console.error(`Missing on this machine: ${named}. On Debian install them with:\n  sudo apt-get install ${names}`)
    return false
  }
  console.log(`Installing what is missing on this machine: ${named}`)
  const apt = (...args) => runWith(prefix, ['apt-get', '-y', '-q', ...args])
  await apt('update')
  const names = [...new Set(unmet.map((need) => need.packages.find(isKnownPackage) ?? need.packages[0]))]
  await apt('install', '--no-install-recommends', ...names)
  const still = unmetNeeds(unmet)
  for (const need of still)
    console.error(`Still missing: ${need.command ?? need.library} (${need.packages.join(' or ')})`)
  return still.length === 0
}

function isKnownPackage(name) {
  return (output('apt-cache', ['policy', name]) ?? '').match(/Candidate: (?!\(none\))/) !== null
}

/** What to put before a command so that root runs it: nothing, sudo, or undefined when that is not possible. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  return which('sudo') && output('sudo', ['-n', 'true']) !== undefined ? ['sudo', '-n', '-E'] : undefined
}

function runWith(prefix, command) {
  const [program, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command]
  return run(program, args)
}
