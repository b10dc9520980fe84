import { FluentProvider } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queryClient } from './api/client.ts'
import { keepLink } from './api/link.ts'
import { useCurrentMachine } from './api/machines.ts'
import { keepSettings } from './api/settings.ts'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { router } from './router.tsx'
import { themes } from './theme/theme.ts'
import { useThemeName } from './theme/use-theme.ts'

// Not a class: Fluent hands the provider's classes on to every portal, which would then cover the window.
const wholeWindow = { height: '100%' }

void keepLink()
void keepSettings()

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <ThemedApp />
    </QueryClientProvider>
  )
}

function ThemedApp() {
  const theme = useThemeName()
  const practice = useCurrentMachine()?.source === 'practice'
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'contrast' ? 'light dark' : theme
    document.documentElement.dataset.theme = theme
  }, [theme])
  return (
    <FluentProvider theme={themes[practice ? 'practice' : 'real'][theme]} style={wholeWindow}>
      <ErrorBoundary>
        <RouterProvider router={router} />
      </ErrorBoundary>
    </FluentProvider>
  )
}
