import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { MachineRow } from '../../../preload/contract/machines.ts'
import { MachinePage } from '../../components/page-layout.tsx'
import { imageStrings as words } from '../../strings/images.ts'
import { ImagesList } from './images-list.tsx'
import { PullDialog } from './pull/pull-dialog.tsx'
import { PullsPanel } from './pull/pulls-panel.tsx'
import { SOURCES } from './search/image-search.tsx'

/** The address says that the dialog is open, without a reference to begin with. */
const BLANK = /^(?:1|new)$/

/** I1, I2, I4, I5: the images of one engine. */
export function ImagesPage() {
  const { machine } = useParams({ from: '/images/$machine' })
  return (
    <MachinePage key={machine} title={words.title} machine={machine}>
      {(row) => <ImagesBody machine={row} />}
    </MachinePage>
  )
}

function ImagesBody({ machine }: { machine: MachineRow }) {
  const { open, tab, pull, find } = useSearch({ from: '/images/$machine' })
  const navigate = useNavigate({ from: '/images/$machine' })
  const setPull = (reference: string | undefined) =>
    void navigate({
      search: (search) => ({ ...search, pull: reference, find: undefined }),
      replace: reference === undefined,
    })
  return (
    <>
      <PullsPanel machine={machine.id} />
      <ImagesList machine={machine} open={open} tab={tab} onPull={() => setPull('new')} />
      {pull !== undefined && (
        <PullDialog
          key={`${pull} ${find}`}
          machine={machine}
          find={SOURCES.find((each) => each === find) ?? null}
          reference={BLANK.test(pull) ? '' : pull}
          onClose={() => setPull(undefined)}
        />
      )}
    </>
  )
}
