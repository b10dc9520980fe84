import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { certificateNames } from '../serve/guards.ts'
import { type BrowserDoor, serve } from '../serve.ts'
import { createServices } from '../services.ts'
import { userDataFolder } from '../user-data-folder.ts'
import type { ServeCommandOptions } from './arguments.ts'
import { openInBrowser } from './open-in-browser.ts'

export interface ServeSurroundings {
  version: string
  /** The built pages. */
  pages: string
  print(line: string): void
}

/** Runs `slipway serve` until the signal aborts; throws a SlipwayError when it cannot listen. */
export async function runServe(
  options: ServeCommandOptions,
  { version, pages, print }: ServeSurroundings,
  signal: AbortSignal,
): Promise<void> {
  const tls = await readTls(options)
  const services = await createServices({ userData: options.dataFolder ?? userDataFolder(), version })
  let door: BrowserDoor
  try {
    door = await serve(services, {
      host: options.host,
      port: options.port,
      tls,
      pages,
      allowsHostShell: options.allowHostShell,
      allowsHostChanges: options.allowHostChanges,
    })
  } catch (error) {
    await services.close()
    throw listenFailure(error, options)
  }
  const address = door.makeAddress()
  print(`Slipway ${version} serves at ${door.origin}`)
  print(`Open this address once, within ten minutes: ${address}`)
  print('Press Enter for a fresh address, Ctrl+C to stop.')
  if (options.open && !(await openInBrowser(address)))
    print('No browser could be started here; open the address by hand.')
  const onInput = () => print(`Open this address once, within ten minutes: ${door.makeAddress()}`)
  if (process.stdin.isTTY) process.stdin.on('data', onInput)
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  process.stdin.off('data', onInput)
  if (process.stdin.isTTY) process.stdin.pause()
  await door.close()
  await services.close()
}

async function readTls(options: ServeCommandOptions) {
  const { tlsCert, tlsKey } = options
  if (!tlsCert && !tlsKey) return null
  if (!tlsCert || !tlsKey) {
    throw new SlipwayError({
      code: 'tls-incomplete',
      message: 'TLS needs a certificate and its key.',
      remedy: 'Give both --tls-cert and --tls-key.',
    })
  }
  try {
    const [cert, key] = await Promise.all([readFile(tlsCert), readFile(tlsKey)])
    createSecureContext({ cert, key })
    return { cert, key, names: certificateNames(new X509Certificate(cert)) }
  } catch (error) {
    throw new SlipwayError({
      code: 'tls-unreadable',
      message: 'The certificate or its key cannot be used.',
      cause:
        'A file is missing, not readable for this user or not PEM, the key is locked by a passphrase, or the two do not belong together.',
      remedy: 'Check the two paths.',
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

function listenFailure(error: unknown, options: ServeCommandOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new SlipwayError({
      code: 'cannot-listen',
      message: `Slipway cannot listen on ${options.host}, port ${options.port}.`,
      cause:
        code === 'EADDRINUSE'
          ? 'Another program listens there.'
          : code === 'EACCES'
            ? 'This user may not take that port.'
            : 'This machine has no such address.',
      remedy: 'Choose another --port, or 0 for a free one.',
      detail: error instanceof Error ? error.message : '',
    })
  }
  return error
}
