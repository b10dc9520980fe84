import { type Explained, SlipwayError } from '../../preload/contract/explained.ts'
import { explainText } from '../explain/explain.ts'

/** What the engine says when bytes that came do not have the digest they were asked for by, or ended early. */
const broken =
  /verification failed for digest|filesystem layer verification failed|unexpected EOF|unexpected end of|invalid checksum|archive\/tar|gzip: invalid|zlib: invalid|failed commit on ref/i

/** The reason that the engine gave inside a pull's stream, as a failure with a remedy. */
export function pullFailure(text: string, registry: string): SlipwayError {
  return new SlipwayError(known(text, registry) ?? other(text))
}

/** The stream ended before the engine had said how the pull ended. */
export function pullBrokeOff(detail: string): SlipwayError {
  return new SlipwayError({
    code: 'pull-interrupted',
    message: 'The connection to the engine ended in the middle of the pull.',
    cause: 'The engine stopped or restarted, or the network to it failed. The engine ends a pull when its caller goes.',
    remedy: 'Pull again once the engine is connected.',
    detail,
    action: { kind: 'retry' },
  })
}

function known(text: string, registry: string): Explained | null {
  const explained = explainText(text)
  if (explained?.code === 'registry-unauthorized') {
    const command = registry === 'docker.io' ? 'docker login' : `docker login ${registry}`
    return { ...explained, detail: text, action: { kind: 'copy', label: 'Copy the command', text: command } }
  }
  if (explained) return explained
  if (!broken.test(text)) return null
  return {
    code: 'pull-damaged',
    message: 'A layer arrived incomplete or damaged.',
    cause: 'The registry, a proxy or the network cut the download off or changed it; the engine checks each digest.',
    remedy: 'Pull again. If it stays, push the image to the registry anew.',
    detail: text,
    action: { kind: 'retry' },
  }
}

function other(text: string): Explained {
  return {
    code: 'pull-failed',
    message: text.charAt(0).toUpperCase() + text.slice(1),
    cause: '',
    remedy: 'The engine gave this reason; its log may say more.',
    detail: text,
    action: { kind: 'retry' },
  }
}
