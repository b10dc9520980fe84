import { create } from 'zustand'
import type { MenuCommand } from '../../preload/contract/app.ts'

/** Something that the palette (and, with `menu`, a native menu item) can carry out. */
export interface Command {
  /** Unique; registering the same id again replaces it. */
  id: string
  /** Sentence case, a verb first: "Pull image". */
  label: string
  /** Heading in the palette. */
  group: string
  /** As shown beside it, e.g. "Ctrl+K"; who registers it binds the keys. */
  shortcut?: string
  /** Native menu item that means this command. */
  menu?: MenuCommand
  run: () => void
}

const useCommandStore = create<{ commands: ReadonlyMap<string, Command> }>(() => ({ commands: new Map() }))

/** Adds a command; the answer takes it away again (return it from an effect). */
export function registerCommand(command: Command): () => void {
  useCommandStore.setState(({ commands }) => ({ commands: new Map(commands).set(command.id, command) }))
  return () => {
    const commands = new Map(useCommandStore.getState().commands)
    // Only if nobody registered the id anew meanwhile.
    if (commands.get(command.id) === command && commands.delete(command.id)) useCommandStore.setState({ commands })
  }
}

export function useCommands(): Command[] {
  return [...useCommandStore(({ commands }) => commands).values()]
}

/** Carries out what a native menu item asked for; the newest command with that meaning wins. */
export function runMenuCommand(menu: MenuCommand): void {
  const meant = [...useCommandStore.getState().commands.values()].filter((command) => command.menu === menu)
  meant.at(-1)?.run()
}
