import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../preload/contract/app.ts'

/** The native menu; commands go to the page, which carries them out as its palette does. */
export function buildMenu(
  send: (command: MenuCommand) => void,
  window: () => BrowserWindow | null,
  tools: boolean,
): Menu {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator ? { accelerator } : {}),
  })
  const mac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('New &terminal', 'new-terminal', 'CmdOrCtrl+Shift+`'),
        { type: 'separator' },
        item('&Settings', 'settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit', label: 'E&xit' },
      ],
    },
    {
      label: '&Edit',
      // No accelerators of their own: the page, and above all a terminal, must get Ctrl+C, Ctrl+V and Ctrl+Z itself.
      submenu: [
        { role: 'cut', registerAccelerator: false },
        { role: 'copy', registerAccelerator: false },
        { role: 'paste', registerAccelerator: false },
        { role: 'selectAll', registerAccelerator: false },
        { type: 'separator' },
        item('&Find', 'find'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('&Command palette', 'palette', 'CmdOrCtrl+Shift+P'),
        item('&Terminal dock', 'toggle-dock', 'CmdOrCtrl+`'),
        { type: 'separator' },
        item('Zoom &in', 'zoom-in', 'CmdOrCtrl+='),
        item('Zoom &out', 'zoom-out', 'CmdOrCtrl+-'),
        item('&Actual size', 'zoom-reset', 'CmdOrCtrl+0'),
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { label: '&Reload', accelerator: 'CmdOrCtrl+Shift+R', click: () => window()?.webContents.reload() },
        ...(tools ? [{ role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: '&Go',
      submenu: [
        item('&Home', 'home', 'Alt+1'),
        item('Host &setup', 'setup', 'Alt+2'),
        item('&Containers', 'containers', 'Alt+3'),
        item('&Images', 'images', 'Alt+4'),
        item('&Terminals', 'terminals', 'Alt+5'),
        item('H&istory', 'history', 'Alt+6'),
        item('C&onnections', 'connections', 'Alt+7'),
      ],
    },
    { role: 'windowMenu' },
  ]
  return Menu.buildFromTemplate(template)
}
