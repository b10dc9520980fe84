import { Component, type ErrorInfo, type ReactNode } from 'react'
import { api } from '../api/client.ts'
import { frameStrings } from '../strings/frame.ts'

interface State {
  error: Error | null
  logId: string | null
}

/** Tells main of a failure of the page and answers the log id; null when it cannot be told. */
export async function reportFailure(error: Error, where = ''): Promise<string | null> {
  try {
    const stack = `${error.stack ?? ''}${where}`.slice(0, 20_000)
    return (await api.app.reportPageError({ message: error.message.slice(0, 2000), stack })).id
  } catch {
    return null
  }
}

/** The last net, around everything: plain HTML, because Fluent itself may be what broke. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, logId: null }

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    void reportFailure(error, info.componentStack ?? '').then((logId) => this.setState({ logId }))
  }

  override render(): ReactNode {
    const { error, logId } = this.state
    if (!error) return this.props.children
    return (
      <main style={{ padding: 24, fontFamily: 'Segoe UI, system-ui, sans-serif' }}>
        <h1 style={{ fontSize: 20 }}>{frameStrings.pageBroke}</h1>
        <p>{frameStrings.pageBrokeHint}</p>
        <pre style={{ whiteSpace: 'pre-wrap' }}>{error.message}</pre>
        {logId && <p>{frameStrings.loggedAs(logId)}</p>}
        <button type="button" onClick={() => location.reload()}>
          {frameStrings.reload}
        </button>
      </main>
    )
  }
}
