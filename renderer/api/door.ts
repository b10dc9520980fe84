/** Whether these pages run in Slipway's own window rather than in a browser. */
export const inWindow = navigator.userAgent.includes('Electron/')
