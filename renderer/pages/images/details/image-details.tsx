import { LayerRegular } from '@fluentui/react-icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ImageDetails, ImageRow } from '../../../../preload/contract/images.ts'
import type { MachineRow } from '../../../../preload/contract/machines.ts'
import { query } from '../../../api/client.ts'
import { toExplained } from '../../../api/errors.ts'
import { CodeView } from '../../../components/code-view.tsx'
import { DetailsPane } from '../../../components/details-pane.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorPanel } from '../../../components/error-panel.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { imageStrings as words } from '../../../strings/images.ts'
import type { ImageActions } from '../image-actions.ts'
import { imageName } from '../names.ts'
import { LayersTab } from './layers-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'

interface Props {
  machine: MachineRow
  /** Null when the image of the address is not there (any more). */
  row: ImageRow | null
  tab: string | undefined
  actions: ImageActions
  onTab: (tab: string) => void
  onClose: () => void
}

/** One image: what it is and who uses it, its layers, and the engine's own answer. */
export function ImageDetailsPane({ machine, row, tab, actions, onTab, onClose }: Props) {
  const input = { machine: machine.id, image: row?.id ?? '' }
  const options = query.images.inspect.queryOptions({ input, enabled: row !== null })
  // The engine's answer names tags and digests: with others it is another answer.
  const named = [row?.tags, row?.digests]
  const asked = useQuery({ ...options, queryKey: [...options.queryKey, named], placeholderData: keepPreviousData })
  const show = (render: (details: ImageDetails) => React.ReactNode) => () => {
    if (asked.data) return render(asked.data)
    if (!asked.error) return <ListSkeleton />
    return (
      <div style={{ padding: '16px' }}>
        <ErrorPanel error={toExplained(asked.error)} onRetry={() => void asked.refetch()} />
      </div>
    )
  }
  if (!row) {
    const gone = () => <EmptyState icon={<LayerRegular />} title={words.gone} text={words.goneHint} />
    return (
      <DetailsPane
        title={words.gone}
        tabs={[{ id: 'overview', label: words.overview, render: gone }]}
        tab={undefined}
        onTab={onTab}
        onClose={onClose}
      />
    )
  }
  const tabs = [
    {
      id: 'overview',
      label: words.overview,
      render: () => (
        <OverviewTab
          machine={machine}
          row={row}
          details={asked.data ?? null}
          error={asked.error ? toExplained(asked.error) : null}
          onRetry={() => void asked.refetch()}
          actions={actions}
        />
      ),
    },
    { id: 'layers', label: words.layers, render: show((details) => <LayersTab history={details.history} />) },
    {
      id: 'inspect',
      label: words.inspect,
      render: show((details) => <CodeView text={details.inspect} label={words.inspectLabel} language="json" />),
    },
  ]
  return <DetailsPane title={imageName(row)} tabs={tabs} tab={tab} onTab={onTab} onClose={onClose} />
}
