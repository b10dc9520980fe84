import { makeStyles, tokens } from '@fluentui/react-components'
import { type Box, BoxPicture } from '../../../components/box-picture.tsx'
import { besideHostStrings as words } from '../../../strings/beside-host.ts'

const useStyles = makeStyles({
  link: { stroke: tokens.colorBrandStroke1, strokeWidth: '2px', strokeDasharray: '4 3' },
})

/** The container's program, left as the host lists it and right as the container does. */
const boxes = (isolation: 'process' | 'hyperv', program: string): readonly Box[] =>
  isolation === 'process'
    ? [
        { x: 0, y: 0, width: 200, height: 98, kind: 'box', text: words.hostProcesses, holds: true },
        { x: 12, y: 28, width: 176, height: 26, kind: 'container', text: 'dockerd' },
        { x: 12, y: 62, width: 176, height: 26, kind: 'kernel', text: program },
        { x: 240, y: 0, width: 200, height: 98, kind: 'box', text: words.container, holds: true },
        { x: 252, y: 62, width: 176, height: 26, kind: 'kernel', text: program },
        { x: 0, y: 108, width: 440, height: 32, kind: 'kernel', text: words.sharedKernel },
      ]
    : [
        { x: 0, y: 0, width: 200, height: 98, kind: 'box', text: words.hostProcesses, holds: true },
        { x: 12, y: 28, width: 176, height: 26, kind: 'container', text: 'dockerd' },
        { x: 12, y: 62, width: 176, height: 26, kind: 'container', text: words.seen },
        { x: 0, y: 108, width: 200, height: 32, kind: 'kernel', text: words.hostKernel },
        { x: 240, y: 0, width: 200, height: 140, kind: 'box', text: words.virtualMachine, holds: true },
        { x: 252, y: 28, width: 176, height: 60, kind: 'container', text: program },
        { x: 252, y: 98, width: 176, height: 32, kind: 'kernel', text: words.ownKernel },
        { x: 0, y: 150, width: 440, height: 32, kind: 'box', text: words.hypervisor },
      ]

/** K5: where the processes of a container are, drawn. `program` is one of them. */
export function HostPicture({ isolation, program }: { isolation: 'process' | 'hyperv'; program: string }) {
  const styles = useStyles()
  return (
    <BoxPicture
      boxes={boxes(isolation, program)}
      height={isolation === 'process' ? 140 : 182}
      label={words.picture[isolation]}
    >
      {isolation === 'process' && <line className={styles.link} x1={188} y1={75} x2={252} y2={75} />}
    </BoxPicture>
  )
}
