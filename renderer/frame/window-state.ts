import { create } from 'zustand'

/** What of the frame is open now; not remembered. */
interface WindowState {
  paletteOpen: boolean
  /** Text with which the palette opens. */
  paletteText: string
  notificationsOpen: boolean
}

export const useWindowState = create<WindowState>(() => ({
  paletteOpen: false,
  paletteText: '',
  notificationsOpen: false,
}))

export function openPalette(text = ''): void {
  useWindowState.setState({ paletteOpen: true, paletteText: text })
}

export function setPaletteOpen(paletteOpen: boolean): void {
  useWindowState.setState({ paletteOpen })
}

export function setNotificationsOpen(notificationsOpen: boolean): void {
  useWindowState.setState({ notificationsOpen })
}
