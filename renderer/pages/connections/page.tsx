import { Page } from '../../components/page-layout.tsx'

export function ConnectionsPage() {
  return <Page title="Connections">{null}</Page>
}
