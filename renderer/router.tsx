import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { PageFailure } from './components/page-failure.tsx'
import { PageSkeleton } from './components/skeletons.tsx'
import { Frame } from './frame/frame.tsx'
import { NotFound } from './frame/not-found.tsx'

/** The router reads `?open=7` as a number; names may be made of digits only. */
const text = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: PageFailure })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/page.tsx'), 'HomePage'),
})

const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  validateSearch: (search: Record<string, unknown>): { open?: string; edit?: string } => ({
    open: text(search.open),
    edit: text(search.edit),
  }),
  component: lazyRouteComponent(() => import('./pages/connections/page.tsx'), 'ConnectionsPage'),
})

const containers = createRoute({
  getParentRoute: () => root,
  path: '/containers/$machine',
  validateSearch: (search: Record<string, unknown>): { open?: string; tab?: string } => ({
    open: text(search.open),
    tab: text(search.tab),
  }),
  component: lazyRouteComponent(() => import('./pages/containers/page.tsx'), 'ContainersPage'),
})

const createContainer = createRoute({
  getParentRoute: () => root,
  path: '/containers/$machine/create',
  validateSearch: (search: Record<string, unknown>): { image?: string; from?: string } => ({
    image: text(search.image),
    from: text(search.from),
  }),
  component: lazyRouteComponent(() => import('./pages/containers/create-page.tsx'), 'CreateContainerPage'),
})

const images = createRoute({
  getParentRoute: () => root,
  path: '/images/$machine',
  validateSearch: (search: Record<string, unknown>): { open?: string; tab?: string; pull?: string; find?: string } => ({
    open: text(search.open),
    tab: text(search.tab),
    pull: text(search.pull),
    find: text(search.find),
  }),
  component: lazyRouteComponent(() => import('./pages/images/page.tsx'), 'ImagesPage'),
})

const terminals = createRoute({
  getParentRoute: () => root,
  path: '/terminals',
  component: lazyRouteComponent(() => import('./pages/terminals/page.tsx'), 'TerminalsPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/page.tsx'), 'SettingsPage'),
})

const practice = createRoute({
  getParentRoute: () => root,
  path: '/practice',
  component: lazyRouteComponent(() => import('./pages/practice/page.tsx'), 'PracticePage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>): { on?: string } => ({ on: text(search.on) }),
  component: lazyRouteComponent(() => import('./pages/setup/page.tsx'), 'SetupPage'),
})

const wizard = createRoute({
  getParentRoute: () => root,
  path: '/setup/$wizard',
  validateSearch: (search: Record<string, unknown>): { on?: string; vm?: string; remote?: string } => ({
    on: text(search.on),
    vm: text(search.vm),
    remote: text(search.remote),
  }),
  component: lazyRouteComponent(() => import('./pages/setup/wizard-page.tsx'), 'WizardPage'),
})

const setupRun = createRoute({
  getParentRoute: () => root,
  path: '/setup/run/$run',
  component: lazyRouteComponent(() => import('./pages/setup/run-page.tsx'), 'RunPage'),
})

const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  validateSearch: (search: Record<string, unknown>): { open?: string; tab?: string } => ({
    open: text(search.open),
    tab: text(search.tab),
  }),
  component: lazyRouteComponent(() => import('./pages/history/page.tsx'), 'HistoryPage'),
})

/** Pages live behind the hash: the file that is served is always the same, in both doors. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    setup,
    wizard,
    setupRun,
    connections,
    containers,
    createContainer,
    images,
    terminals,
    history,
    practice,
    settings,
  ]),
  history: createHashHistory(),
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: PageFailure,
  defaultPendingMs: 150,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
