declare const __SLIPWAY_VERSION__: string

/** The program's version, put in by the build (electron.vite.config.ts, vitest.config.ts). */
export const version: string = __SLIPWAY_VERSION__
