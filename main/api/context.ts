import type { MenuCommand } from '../../preload/contract/app.ts'

/** What a call knows of the page that made it; each door fills it in. */
export interface PageContext {
  door: 'window' | 'browser'
  allowsHostShell: boolean
  /** Plans may be run on real hosts; the practice host may always be changed. */
  allowsHostChanges: boolean
  /** Opens a link in the person's browser; throws a SlipwayError where the door does not. */
  openLink(url: string): Promise<void>
  /** Native menu commands meant for this page; ends with the signal. */
  menuCommands(signal?: AbortSignal): AsyncIterable<MenuCommand>
}
