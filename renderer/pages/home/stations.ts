import type { ContainerRow } from '../../../preload/contract/containers.ts'
import type { ImageRow } from '../../../preload/contract/images.ts'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import type { TerminalRow } from '../../../preload/contract/terminals.ts'
import { formatBytes } from '../../components/format.ts'
import { homeStrings as words } from '../../strings/home.ts'

/** What the road is judged by. */
export interface RoadFacts {
  machine: MachineRow | null
  /** Null while a list is not known. */
  images: readonly ImageRow[] | null
  containers: readonly ContainerRow[] | null
  terminals: readonly TerminalRow[]
}

export type StationId = 'host' | 'containers-feature' | 'hyper-v' | 'engine' | 'image' | 'container' | 'terminal'

export interface Station {
  id: StationId
  title: string
  /** `checking`: not known yet. `optional`: the road goes on without it. */
  state: 'done' | 'open' | 'checking' | 'optional'
  /** One line: what shows that it is done, or what it is about. */
  evidence: string
}

/** The stations that work, in order, each with what it stands on now. */
export function judgeStations({ machine, images, containers, terminals }: RoadFacts): Station[] {
  const facts = machine?.state.kind === 'connected' ? machine.facts : null
  const away = facts === null
  const running = containers?.filter(({ state }) => state === 'running') ?? []
  const sessions = terminals.filter(({ state }) => state.kind === 'running')
  const size = images?.reduce((sum, image) => sum + image.size, 0) ?? 0
  return [
    {
      id: 'engine',
      title: words.engine,
      state: facts ? 'done' : machine?.state.kind === 'connecting' ? 'checking' : 'open',
      evidence: facts
        ? words.engineEvidence(facts.version, facts.apiVersion, facts.operatingSystem)
        : machine
          ? whyAway(machine)
          : words.engineNone,
    },
    {
      id: 'image',
      title: words.image,
      state: away ? 'open' : images === null ? 'checking' : images.length > 0 ? 'done' : 'open',
      evidence: away
        ? words.waitsFor(words.engine)
        : images && images.length > 0
          ? words.imageEvidence(images.length, formatBytes(size))
          : facts?.build
            ? words.imageNeedWindows(facts.build)
            : words.imageNeed,
    },
    {
      id: 'container',
      title: words.container,
      state: away ? 'open' : containers === null ? 'checking' : containers.length > 0 ? 'done' : 'open',
      evidence: away
        ? words.waitsFor(words.engine)
        : containers && containers.length > 0
          ? words.containerEvidence(running.length, containers.length)
          : words.containerNeed,
    },
    {
      id: 'terminal',
      title: words.terminal,
      state: sessions.length > 0 ? 'done' : 'open',
      evidence: sessions[0]
        ? words.terminalEvidence(sessions.length, sessions[0].title)
        : running.length > 0
          ? words.terminalNeed
          : away
            ? words.waitsFor(words.engine)
            : words.terminalWaits,
    },
  ]
}

function whyAway({ name, state }: MachineRow): string {
  switch (state.kind) {
    case 'connecting':
      return words.engineConnecting(name)
    case 'reconnecting':
      return words.engineReconnecting(name)
    case 'failed':
      return words.engineFailed(name, state.error.message)
    default:
      return words.engineClosed(name)
  }
}
