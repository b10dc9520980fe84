import { quoteCommand } from '../../../../preload/contract/command-line/quoting.ts'
import { parseImageReference } from '../../../../preload/contract/grammar/image-reference.ts'
import type { CommandTexts } from '../../../components/equivalent-command.tsx'

/** Tags of a repository by the registry's own API; null on Docker Hub, which answers only who has a token. */
export function listCommand(repository: string): CommandTexts | null {
  const parsed = parseImageReference(repository)
  if (!parsed.ok || parsed.value.registry === 'docker.io') return null
  return fetchCommand(parsed.value.registry, `${parsed.value.repository}/tags/list`)
}

/** A registry's catalogue by its own API. */
export function catalogueCommand(registry: string): CommandTexts {
  return fetchCommand(registry, '_catalog')
}

function fetchCommand(registry: string, path: string): CommandTexts {
  const scheme = /^(?:localhost|127\.\d+\.\d+\.\d+)(?::\d+)?$/.test(registry) ? 'http' : 'https'
  const url = `${scheme}://${registry}/v2/${path}`
  return {
    posix: quoteCommand(['curl', '-s', url], 'posix'),
    powershell: quoteCommand(['Invoke-RestMethod', '-Uri', url], 'powershell'),
    cmd: quoteCommand(['curl.exe', '-s', url], 'cmd'),
  }
}
