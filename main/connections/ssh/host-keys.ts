import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import { replaceFile } from '../../replace-file.ts'
import type { Surroundings } from '../definition.ts'
import {
  fingerprint,
  hostName,
  judgeHostKey,
  type KnownHost,
  keyType,
  knownHostLine,
  knownKeyTypes,
  parseKnownHosts,
} from './known-hosts.ts'

/** The host keys this account trusts: its own known_hosts and the system's, the files that ssh uses. */
export class HostKeys {
  readonly #file: string
  readonly #systemFile: string
  /** Keys that were refused as unknown, until the person has compared their fingerprint. */
  readonly #shown = new Map<string, Buffer>()

  constructor({ home, env, platform }: Surroundings) {
    this.#file = join(home, '.ssh', 'known_hosts')
    this.#systemFile =
      platform === 'win32'
        ? join(env.ProgramData || 'C:\\ProgramData', 'ssh', 'ssh_known_hosts')
        : '/etc/ssh/ssh_known_hosts'
  }

  /** Types of key known of a host. */
  async types(host: string, port: number): Promise<string[]> {
    return knownKeyTypes(await this.#lines(), hostName(host, port))
  }

  /** Passes a known key; throws `ssh-host-key-unknown`, `-changed` or `-revoked` with the fingerprint. */
  async check(host: string, port: number, key: Buffer, machine: string): Promise<void> {
    const name = hostName(host, port)
    const verdict = judgeHostKey(await this.#lines(), name, key)
    if (verdict === 'known') return
    const print = fingerprint(key)
    const type = keyType(key)
    if (verdict === 'unknown') {
      this.#shown.set(`${name} ${print}`, key)
      throw new SlipwayError({
        code: 'ssh-host-key-unknown',
        message: `The SSH host key of ${name} is not known here.`,
        cause: `It shows a key ${type} with the fingerprint ${print}.`,
        remedy: 'Compare the fingerprint with the one the computer’s administrator gives you, then accept it.',
        action: { kind: 'trust-host-key', machine, host: name, fingerprint: print, keyType: type },
      })
    }
    if (verdict === 'revoked') {
      throw new SlipwayError({
        code: 'ssh-host-key-revoked',
        message: `The SSH host key of ${name} was revoked.`,
        cause: `known_hosts marks ${print} with @revoked: whoever holds it may not be that computer.`,
        remedy: 'Do not connect. Ask the computer’s administrator for its new key.',
      })
    }
    throw new SlipwayError({
      code: 'ssh-host-key-changed',
      message: `${name} shows another SSH host key than before.`,
      cause: `The new one has the fingerprint ${print}. The computer was installed anew, or someone stands in between.`,
      remedy:
        'Do not connect until its administrator has confirmed the new key. Then remove the old line from known_hosts.',
      action: { kind: 'copy', label: 'Copy the command that removes it', text: `ssh-keygen -R "${name}"` },
    })
  }

  /** Adds a key that was shown before, once the person has compared the fingerprint. Throws `ssh-host-key-not-shown`. */
  async trust(name: string, print: string): Promise<void> {
    const key = this.#shown.get(`${name} ${print}`)
    if (!key) {
      throw new SlipwayError({
        code: 'ssh-host-key-not-shown',
        message: 'This host key has not been shown in this session.',
        remedy: 'Connect again, and compare the fingerprint that is shown then.',
        action: { kind: 'retry' },
      })
    }
    const text = await readIfThere(this.#file)
    const start = text === '' || text.endsWith('\n') ? text : `${text}\n`
    await replaceFile(this.#file, `${start}${knownHostLine(name, key)}\n`, { mode: 0o600 })
    this.#shown.delete(`${name} ${print}`)
  }

  async #lines(): Promise<KnownHost[]> {
    const texts = await Promise.all([readIfThere(this.#file), readIfThere(this.#systemFile).catch(() => '')])
    return texts.flatMap(parseKnownHosts)
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
