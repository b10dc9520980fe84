import { Page } from '../../components/page-layout.tsx'

export function SettingsPage() {
  return <Page title="Settings">{null}</Page>
}
