import { lazy, Suspense } from 'react'
import { ListSkeleton } from './skeletons.tsx'

const CodeEditor = lazy(() => import('./code-editor.tsx').then(({ CodeEditor: component }) => ({ default: component })))

export interface CodeViewProps {
  text: string
  /** Accessible name. */
  label: string
  language?: 'json' | 'text'
  /** Makes it editable; called with the whole text after each change. */
  onChange?: (text: string) => void
}

/** Text with line numbers and search (Ctrl+F): inspect answers, small files. The editor's script comes when needed. */
export function CodeView(props: CodeViewProps) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <CodeEditor {...props} />
    </Suspense>
  )
}
