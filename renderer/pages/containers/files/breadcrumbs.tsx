import { Breadcrumb, BreadcrumbButton, BreadcrumbDivider, BreadcrumbItem } from '@fluentui/react-components'
import { Fragment } from 'react'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import { containerStrings } from '../../../strings/containers.ts'
import { crumbs } from './paths.ts'

/** The way from the root to the folder that is shown. */
export function Breadcrumbs(props: { path: string; os: EngineFacts['os']; onGo: (path: string) => void }) {
  const all = crumbs(props.path, props.os)
  return (
    <Breadcrumb
      aria-label={containerStrings.files.breadcrumb}
      size="small"
      style={{ padding: '4px 8px 0', overflowX: 'auto', flexShrink: 0 }}
    >
      {all.map(({ name, path }, index) => (
        <Fragment key={path}>
          {index > 0 && <BreadcrumbDivider />}
          <BreadcrumbItem>
            <BreadcrumbButton current={index === all.length - 1} onClick={() => props.onGo(path)}>
              {name}
            </BreadcrumbButton>
          </BreadcrumbItem>
        </Fragment>
      ))}
    </Breadcrumb>
  )
}
