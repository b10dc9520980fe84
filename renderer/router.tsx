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
  validateSearch: (search: Record<string, unknown>): { open?: string; tab?: string; pull?: string } => ({
    open: text(search.open),
    tab: text(search.tab),
    pull: text(search.pull),
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

/** Pages live behind the hash: the file that is served is always the same, in both doors. */
export const router = createRouter({
  routeTree: root.addChildren([home, connections, containers, createContainer, images, terminals, settings]),
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
