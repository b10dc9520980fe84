/** Words of the frame: rail, top bar, status bar, palette, notifications. */
export const frameStrings = {
  product: 'Slipway',
  skip: 'Skip to page',
  pages: 'Pages',
  home: 'Home',
  setup: 'Host setup',
  history: 'History',
  containers: 'Containers',
  images: 'Images',
  terminals: 'Terminals',
  connections: 'Connections',
  settings: 'Settings',
  practice: 'Practice host',
  collapseRail: 'Collapse navigation',
  expandRail: 'Expand navigation',
  connection: 'Connection',
  noConnection: 'No connection',
  manageConnections: 'Manage connections',
  search: 'Search or run a command',
  notifications: 'Notifications',
  notificationsCount: (running: number, failed: number) =>
    ['Notifications', running > 0 ? `${running} running` : '', failed > 0 ? `${failed} failed` : '']
      .filter(Boolean)
      .join(', '),
  showTerminals: 'Show terminals',
  hideTerminals: 'Hide terminals',
  terminalsShort: 'Terminals',
  status: 'Status',
  noTasks: 'No running tasks',
  tasksRunning: (count: number) => (count === 1 ? '1 task running' : `${count} tasks running`),
  linkConnecting: 'Connecting to Slipway',
  linkLost: 'The link to Slipway is down. The page connects again by itself.',
  connectNow: 'Connect now',
  engineVersion: (version: string, api: string) => `Engine ${version} · API ${api}`,
  notFound: 'There is no such page',
  notFoundHint: 'The address may be of an older version.',
  goHome: 'Go to Home',
  pageBroke: 'This page stopped working',
  pageBrokeHint: 'Reload it. What runs on the engine is not touched.',
  reload: 'Reload',
  loggedAs: (id: string) => `In the log as ${id}`,
  windowsBuild: (system: string, build: string) => `${system}, build ${build}`,
  isolation: { process: 'process isolation', hyperv: 'Hyper-V isolation' },
}

/** Words for a machine's state, the same everywhere. */
export const machineStateWords = {
  closed: 'Not connected',
  connecting: 'Connecting',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  failed: 'Failed',
} as const
