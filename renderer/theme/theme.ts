import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components'

/** Deep harbour blue, from near black to near white. */
const harbour: BrandVariants = {
  10: '#010406',
  20: '#0b1a24',
  30: '#0d2a3d',
  40: '#0e3752',
  50: '#0f4466',
  60: '#10517a',
  70: '#125e8e',
  80: '#156a9f',
  90: '#2b79ad',
  100: '#4389ba',
  110: '#5a99c6',
  120: '#71a9d2',
  130: '#89b9dd',
  140: '#a2cae8',
  150: '#bcdaf1',
  160: '#d7eaf9',
}

/** Compact: 13 px secondary and 14 px primary text, fonts of Windows first. */
const compact = {
  fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI Variable', 'Segoe UI', system-ui, 'Noto Sans', sans-serif",
  fontFamilyMonospace:
    "'Cascadia Mono', 'Cascadia Code', Consolas, 'SF Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace",
  fontSizeBase200: '13px',
  lineHeightBase200: '18px',
  durationNormal: '120ms',
  durationGentle: '140ms',
  durationSlow: '140ms',
  durationSlower: '140ms',
  durationUltraSlow: '140ms',
} satisfies Partial<Theme>

const dark = createDarkTheme(harbour)

export const themes = {
  light: { ...createLightTheme(harbour), ...compact },
  dark: {
    ...dark,
    ...compact,
    // Fluent's defaults for a dark brand are too dim for text on the harbour ramp (contrast 4.5:1).
    colorBrandForeground1: harbour[120],
    colorBrandForeground2: harbour[130],
    colorBrandForegroundLink: harbour[120],
    colorBrandForegroundLinkHover: harbour[140],
    colorNeutralForeground4: dark.colorNeutralForeground3,
  },
  contrast: { ...teamsHighContrastTheme, ...compact },
} satisfies Record<string, Theme>
export type ThemeName = keyof typeof themes
