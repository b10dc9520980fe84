import { Button } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { showFailure } from '../../frame/toasts.tsx'
import { homeStrings as words } from '../../strings/home.ts'
import type { RoadFacts, StationId } from './stations.ts'

/** The one action of a station: what brings it on, or the way to its page when it is done. */
export function StationAction(props: {
  station: StationId
  target: string
  facts: RoadFacts
  failed: boolean
  done: boolean
}) {
  const navigate = useNavigate()
  const { machine, images, containers, terminals } = props.facts
  const go = (label: string, run: () => void, primary = false) => (
    <Button appearance={primary ? 'primary' : 'subtle'} size={primary ? 'medium' : 'small'} onClick={run}>
      {label}
    </Button>
  )
  const id = machine?.id ?? ''
  const params = { machine: id }
  const connected = machine?.state.kind === 'connected'
  const search = { on: props.target }
  const wizard = (name: string) => void navigate({ to: '/setup/$wizard', params: { wizard: name }, search })
  switch (props.station) {
    case 'host':
      return go(words.showHost, () => void navigate({ to: '/setup', search }), !props.done)
    case 'containers-feature':
    case 'hyper-v':
      return props.done
        ? null
        : go(
            props.station === 'hyper-v' ? words.addHyperV : words.addContainers,
            () => wizard(props.station),
            props.station !== 'hyper-v',
          )
    case 'engine': {
      if (!machine)
        return go(words.engineAdd, () => void navigate({ to: '/connections', search: { edit: 'new' } }), true)
      if (connected) {
        return go(words.showConnection, () => void navigate({ to: '/connections', search: { open: id } }))
      }
      // The error panel has its own buttons.
      if (props.failed) return null
      return go(words.connect, () => void api.machines.open(params).catch(showFailure), true)
    }
    case 'image':
      if (images && images.length > 0) {
        return go(words.showImages, () => void navigate({ to: '/images/$machine', params }))
      }
      if (!connected) return null
      return go(words.pull, () => void navigate({ to: '/images/$machine', params, search: { pull: 'new' } }), true)
    case 'container':
      if (containers && containers.length > 0) {
        return go(words.showContainers, () => void navigate({ to: '/containers/$machine', params }))
      }
      if (!connected) return null
      return go(words.create, () => void navigate({ to: '/containers/$machine/create', params }), true)
    case 'terminal': {
      if (terminals.some(({ state }) => state.kind === 'running')) {
        return go(words.showTerminals, () => void navigate({ to: '/terminals' }))
      }
      const newest = containers?.filter(({ state }) => state === 'running').sort((a, b) => b.created - a.created)[0]
      if (newest) {
        return go(words.openTerminal(newest.name), () => void openIn(id, newest.id, newest.name), true)
      }
      if (!connected || !containers || containers.length === 0) return null
      return go(words.showContainers, () => void navigate({ to: '/containers/$machine', params }), true)
    }
  }
}

/** The terminal's script comes when the first one is opened. */
async function openIn(machine: string, container: string, name: string): Promise<void> {
  const { openTerminal } = await import('../../terminal/open-terminal.ts')
  await openTerminal({ kind: 'exec', machine, container }, name)
}
