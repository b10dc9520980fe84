import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { environmentLines } from '../../preload/contract/command-line/environment-lines.ts'
import type { TlsSettings, WrittenOut } from '../../preload/contract/machines.ts'
import { type ContextTls, writeContext } from '../connections/contexts.ts'
import type { ConnectionDefinition, Credentials } from '../connections/definition.ts'

/** C5: the lines for each shell. What the CLI needs beyond them stands in the notes. */
export function writeOut(
  { tls, ssh }: ConnectionDefinition,
  url: string,
  contextName: string,
  windows: boolean,
): WrittenOut {
  const notes: string[] = []
  const folder = tls ? certificateFolder(tls) : null
  if (tls && !folder) {
    notes.push(
      tls.key?.from === 'kept'
        ? 'The CLI needs ca.pem, cert.pem and key.pem in one folder, named by DOCKER_CERT_PATH. Slipway keeps the client key; saving a Docker context writes it out.'
        : 'The CLI needs ca.pem, cert.pem and key.pem in one folder, named by DOCKER_CERT_PATH. Saving a Docker context copies them.',
    )
  }
  if (tls?.serverName) notes.push(`The CLI cannot expect another name (${tls.serverName}) than the address’s own.`)
  if (tls && !tls.verify)
    notes.push('The engine’s certificate is not checked: anyone in between can read and change everything.')
  if (ssh?.authentication === 'password')
    notes.push('The CLI signs in through ssh with keys or the agent; it takes no password.')
  if (ssh?.keyFile) notes.push(`Name the key in ~/.ssh/config (IdentityFile ${ssh.keyFile}) or add it to the agent.`)
  if (`${url}${folder ?? ''}`.includes('%'))
    notes.push('cmd takes the lines as they are at its prompt; in a batch file write each % twice.')
  const lines = environmentLines(
    { url, ...(tls ? { tls: { verify: tls.verify, ...(folder ? { certificateFolder: folder } : {}) } } : {}) },
    contextName,
  )
  return {
    powershell: lines.powershell.join('\n'),
    cmd: lines.cmd.join('\n'),
    bash: lines.bash.join('\n'),
    context: windows ? lines.context.windowsPowerShell : lines.context.posix,
    notes,
  }
}

/** C5: writes the context with its certificates, the kept key too: an export that the person asked for by name. */
export async function saveContext(
  folder: string,
  name: string,
  {
    definition,
    url,
    title,
    credentials,
  }: { definition: ConnectionDefinition; url: string; title: string; credentials: Credentials },
): Promise<void> {
  const tls = definition.tls ? await contextTls(definition.tls, credentials) : null
  await writeContext(folder, { name, description: title, host: url, tls })
}

async function contextTls(tls: TlsSettings, { key }: Credentials): Promise<ContextTls> {
  const read = (part: TlsSettings['ca']) =>
    part === null ? null : part.from === 'text' ? part.pem : readFile(part.path)
  return {
    verify: tls.verify,
    ca: await read(tls.ca),
    certificate: await read(tls.certificate),
    key: tls.key?.from === 'file' ? await readFile(tls.key.path) : tls.key ? key : null,
  }
}

/** The folder that has the three files under the CLI's names, if they are so. */
function certificateFolder({ ca, certificate, key }: TlsSettings): string | null {
  const parts = [
    [ca, 'ca.pem'],
    [certificate, 'cert.pem'],
    [key, 'key.pem'],
  ] as const
  const folders = new Set<string>()
  for (const [part, name] of parts) {
    if (!part) continue
    if (part.from !== 'file' || basename(part.path) !== name) return null
    folders.add(dirname(part.path))
  }
  const [folder] = folders
  return folders.size === 1 && folder !== undefined ? folder : null
}
