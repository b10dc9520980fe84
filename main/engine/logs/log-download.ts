import { Readable } from 'node:stream'
import type { LogOptions } from '../../../preload/contract/containers.ts'
import type { PageDownload } from '../../page-files.ts'
import { cleanName } from '../files/clean-name.ts'
import type { EngineLink } from '../link.ts'
import { logMessages } from './log-messages.ts'

const LINE_FEED = Buffer.from('\n')
const RETURN_AND_FEED = Buffer.from('\r\n')

/** The log as a text file, both streams in the order in which the engine kept them; never follows. */
export function logDownload(link: EngineLink, container: string, name: string, options: LogOptions): PageDownload {
  return {
    name: cleanName(`${name}.log`),
    size: null,
    contentType: 'text/plain; charset=utf-8',
    open: async (signal) => Readable.from(texts(link, container, { ...options, follow: false }, signal)),
  }
}

async function* texts(
  link: EngineLink,
  container: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  let begins = true
  for await (const messages of logMessages(link, container, options, signal)) {
    const parts: Buffer[] = []
    for (const message of messages) {
      if (begins && options.timestamps && message.timestamp) parts.push(Buffer.from(`${message.timestamp} `))
      parts.push(message.content)
      if (message.endsLine) parts.push(message.returns ? RETURN_AND_FEED : LINE_FEED)
      begins = message.endsLine
    }
    yield Buffer.concat(parts)
  }
}
