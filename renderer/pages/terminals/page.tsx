import { Page } from '../../components/page-layout.tsx'

export function TerminalsPage() {
  return <Page title="Terminals">{null}</Page>
}
