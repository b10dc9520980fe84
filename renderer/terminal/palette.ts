import type { ITheme } from '@xterm/xterm'
import { type ThemeName, themes } from '../theme/theme.ts'

type Sixteen = readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]

/** Windows Terminal's Campbell scheme (microsoft/terminal defaults.json). */
const CAMPBELL: Sixteen = [
  '#0c0c0c',
  '#c50f1f',
  '#13a10e',
  '#c19c00',
  '#0037da',
  '#881798',
  '#3a96dd',
  '#cccccc',
  '#767676',
  '#e74856',
  '#16c60c',
  '#f9f1a5',
  '#3b78ff',
  '#b4009e',
  '#61d6d6',
  '#f2f2f2',
]

/** Windows Terminal's One Half Light, whose yellow, cyan and whites are too pale for a white page, darkened. */
const HARBOUR_LIGHT: Sixteen = [
  '#383a42',
  '#b3261e',
  '#2f7a2f',
  '#8a6100',
  '#0a5fb4',
  '#8f2390',
  '#04707f',
  '#5f6368',
  '#4f525e',
  '#cf3b33',
  '#3a7d3a',
  '#96690a',
  '#1a6fd0',
  '#a53aa6',
  '#0a7c8c',
  '#74777d',
]

const CONTRAST: Sixteen = [
  '#000000',
  '#ff6b6b',
  '#3ff23f',
  '#ffff00',
  '#6bb5ff',
  '#ff7bff',
  '#1aebff',
  '#ffffff',
  '#c0c0c0',
  '#ff9a9a',
  '#8dff8d',
  '#ffffa0',
  '#a0d0ff',
  '#ffb0ff',
  '#a0f7ff',
  '#ffffff',
]

const SIXTEEN: Record<ThemeName, Sixteen> = { light: HARBOUR_LIGHT, dark: CAMPBELL, contrast: CONTRAST }

const CUBE = [0, 95, 135, 175, 215, 255]

/** Colour `index` (0-255) of xterm's palette: 16 of the theme, a 6×6×6 cube, 24 greys. */
export function paletteColour(name: ThemeName, index: number): string {
  const base = SIXTEEN[name][index]
  if (base !== undefined) return base
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return `rgb(${grey}, ${grey}, ${grey})`
  }
  const cube = index - 16
  const part = (divisor: number): number => CUBE[Math.floor(cube / divisor) % 6] ?? 0
  return `rgb(${part(36)}, ${part(6)}, ${part(1)})`
}

/** Colours for xterm.js: ground and text from Fluent's tokens, so that the terminal is part of the window. */
export function terminalTheme(name: ThemeName): ITheme {
  const tokens = themes.real[name]
  const sixteen = SIXTEEN[name]
  return {
    background: name === 'dark' ? '#1b1b1b' : tokens.colorNeutralBackground1,
    foreground: tokens.colorNeutralForeground1,
    cursor: tokens.colorNeutralForeground1,
    cursorAccent: tokens.colorNeutralBackground1,
    selectionBackground: name === 'light' ? '#b5d6f0' : name === 'dark' ? '#264f78' : '#1aebff',
    selectionForeground: name === 'contrast' ? '#000000' : undefined,
    selectionInactiveBackground: name === 'light' ? '#d5e3ee' : name === 'dark' ? '#3a3d41' : '#1aebff',
    overviewRulerBorder: 'rgba(0, 0, 0, 0)',
    black: sixteen[0],
    red: sixteen[1],
    green: sixteen[2],
    yellow: sixteen[3],
    blue: sixteen[4],
    magenta: sixteen[5],
    cyan: sixteen[6],
    white: sixteen[7],
    brightBlack: sixteen[8],
    brightRed: sixteen[9],
    brightGreen: sixteen[10],
    brightYellow: sixteen[11],
    brightBlue: sixteen[12],
    brightMagenta: sixteen[13],
    brightCyan: sixteen[14],
    brightWhite: sixteen[15],
  }
}
