import { Page } from '../../components/page-layout.tsx'

export function ContainersPage() {
  return <Page title="Containers">{null}</Page>
}
