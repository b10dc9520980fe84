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

/** The practice host's: plum, so that nobody takes it for a real host. */
const plum: BrandVariants = {
  10: '#050206',
  20: '#20122a',
  30: '#341b46',
  40: '#44235c',
  50: '#532b70',
  60: '#623484',
  70: '#713d98',
  80: '#7f47ab',
  90: '#8d58b8',
  100: '#9b6ac3',
  110: '#a97ccd',
  120: '#b78fd7',
  130: '#c5a3e0',
  140: '#d2b7e9',
  150: '#dfccf1',
  160: '#ede2f8',
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

function makeThemes(brand: BrandVariants) {
  const dark = createDarkTheme(brand)
  return {
    light: { ...createLightTheme(brand), ...compact },
    dark: {
      ...dark,
      ...compact,
      // Fluent's defaults for a dark brand are too dim for text on these ramps (contrast 4.5:1).
      colorBrandForeground1: brand[120],
      colorBrandForeground2: brand[130],
      colorBrandForegroundLink: brand[120],
      colorBrandForegroundLinkHover: brand[140],
      colorNeutralForeground4: dark.colorNeutralForeground3,
    },
    contrast: { ...teamsHighContrastTheme, ...compact },
  } satisfies Record<string, Theme>
}

/** Real hosts have the harbour's accent, the practice host another. */
export const themes = { real: makeThemes(harbour), practice: makeThemes(plum) }
export type ThemeName = keyof typeof themes.real
