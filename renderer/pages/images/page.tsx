import { Page } from '../../components/page-layout.tsx'

export function ImagesPage() {
  return <Page title="Images">{null}</Page>
}
