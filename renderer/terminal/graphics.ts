/** Names by which WebGL's implementations on the processor call themselves (Chromium, Mesa, Windows). */
const COMPUTED = /swiftshader|llvmpipe|softpipe|software|microsoft basic render/i

/** True for a renderer's name that is no graphics processor's. */
export function isComputedRenderer(name: string): boolean {
  return COMPUTED.test(name)
}

let known: boolean | null = null

/**
 * True where WebGL is drawn by a graphics processor. On machines without one (servers, virtual machines, RDP) Chromium
 * computes WebGL on the processor, and a terminal's frame costs it some twenty milliseconds instead of two.
 */
export function hasGraphicsProcessor(): boolean {
  known ??= probe()
  return known
}

function probe(): boolean {
  // Null also where Chromium itself knows that WebGL would be slow.
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  if (!gl) return false
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  // Browsers keep at most 16 contexts.
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return !isComputedRenderer(name)
}
