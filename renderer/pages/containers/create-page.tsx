import { Page } from '../../components/page-layout.tsx'

export function CreateContainerPage() {
  return <Page title="CreateContainer">{null}</Page>
}
