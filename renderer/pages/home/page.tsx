import { Page } from '../../components/page-layout.tsx'

export function HomePage() {
  return <Page title="Home">{null}</Page>
}
