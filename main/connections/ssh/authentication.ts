import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ConnectConfig } from 'ssh2'
import { SlipwayError } from '../../../preload/contract/explained.ts'
import type { SshSettings } from '../../../preload/contract/machines.ts'
import type { Credentials, Surroundings } from '../definition.ts'

/** Windows' OpenSSH agent always listens on this pipe. */
const windowsAgent = '\\\\.\\pipe\\openssh-ssh-agent'
/** In the order in which ssh tries them. */
const usualKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa']

/** How to sign in. Throws `ssh-agent-missing`, `ssh-key-missing`, `ssh-password-missing`. */
export async function authentication(
  settings: SshSettings,
  credentials: Credentials,
  around: Surroundings,
): Promise<Pick<ConnectConfig, 'agent' | 'privateKey' | 'passphrase' | 'password' | 'tryKeyboard'>> {
  if (settings.authentication === 'agent') return { agent: agentOf(around) }
  if (settings.authentication === 'key') {
    const privateKey = await readKey(settings.keyFile, around)
    return { privateKey, ...(credentials.keyPassphrase ? { passphrase: credentials.keyPassphrase } : {}) }
  }
  if (credentials.password) return { password: credentials.password, tryKeyboard: true }
  throw new SlipwayError({
    code: 'ssh-password-missing',
    message: 'No password is kept for this connection.',
    remedy: 'Edit the connection and enter the password.',
  })
}

function agentOf({ env, platform }: Surroundings): string {
  const agent = env.SSH_AUTH_SOCK || (platform === 'win32' ? windowsAgent : '')
  if (agent) return agent
  throw new SlipwayError({
    code: 'ssh-agent-missing',
    message: 'No SSH agent runs.',
    cause: 'SSH_AUTH_SOCK is not set where Slipway was started.',
    remedy: 'Start the agent and add your key (ssh-add), or choose a key file in the connection.',
  })
}

async function readKey(keyFile: string | undefined, { home }: Surroundings): Promise<Buffer> {
  const folder = join(home, '.ssh')
  const named = keyFile?.replace(/^~(?=[/\\])/, home)
  const paths = named ? [isAbsolute(named) ? named : join(folder, named)] : usualKeys.map((name) => join(folder, name))
  let failure: unknown
  for (const path of paths) {
    try {
      return await readFile(path)
    } catch (error) {
      failure = error
    }
  }
  throw new SlipwayError(
    {
      code: 'ssh-key-missing',
      message: `No SSH key can be read: ${paths.join(', ')}`,
      cause: 'The file does not exist, or this account may not read it.',
      remedy: 'Choose the private key file in the connection, or use the agent.',
      detail: failure instanceof Error ? failure.message : '',
    },
    { cause: failure },
  )
}
