import type { TerminalSize } from '../../preload/contract/terminals.ts'
import type { TerminalKeyAction } from './keys.ts'

export type TerminalAction = Exclude<TerminalKeyAction, 'pass'> | 'clear'

/** What a terminal tells the one that holds it. */
export interface TerminalEvents {
  input(bytes: Uint8Array): void
  resized(size: TerminalSize): void
  selection(any: boolean): void
  copy(text: string): void
  /** The clipboard's text came by a paste of the browser. */
  pasted(text: string): void
  action(action: TerminalAction): void
  /** An http or https address was chosen. */
  link(url: string): void
  menu(x: number, y: number): void
  /** `index` is -1 when there are more results than are counted. */
  found(index: number, count: number): void
}
