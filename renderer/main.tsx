import { createRoot } from 'react-dom/client'
import { config } from 'zod/v4/core'
import { App } from './app.tsx'

// The content security policy forbids eval; without this zod would try it and log a violation.
config({ jitless: true })

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
