import { EngineError } from '../route.ts'
import type { ImageConfig } from '../state.ts'
import { changeConfig } from './build/change-config.ts'
import { parseDockerfile } from './build/dockerfile.ts'

/** Does what the request's `changes` say (`--change` of commit and import). */
export function applyChanges(config: ImageConfig, query: URLSearchParams): void {
  for (const change of query.getAll('changes').flatMap((text) => text.split('\n'))) applyChange(config, change)
}

/** What can stand in `--change` [moby builder/dockerfile validCommitCommands]. */
const CHANGES = new Set('CMD ENTRYPOINT HEALTHCHECK ENV EXPOSE LABEL ONBUILD STOPSIGNAL USER VOLUME WORKDIR'.split(' '))

/** One Dockerfile instruction of `--change`; throws an EngineError 400 for one that cannot stand there. */
function applyChange(config: ImageConfig, change: string): void {
  if (change.trim() === '') return
  const [, name = ''] = /^\s*(\S+)/.exec(change) ?? []
  if (!CHANGES.has(name.toUpperCase()))
    throw new EngineError(400, `${name.toUpperCase()} is not a valid change command`)
  const dockerfile = parseDockerfile(change, 'Dockerfile')
  for (const instruction of dockerfile.instructions) {
    const stage = {
      config,
      shell: config.shell.length > 0 ? config.shell : ['cmd', '/S', '/C'],
      args: new Map<string, string>(),
      cmdSet: true,
      author: '',
      values: () => new Map(config.env.map((entry) => entry.split(/=(.*)/s).slice(0, 2) as [string, string])),
    }
    changeConfig(stage, instruction, dockerfile.escape, {}, new Map())
  }
}
