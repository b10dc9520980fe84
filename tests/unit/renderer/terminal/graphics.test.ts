import { describe, expect, it } from 'vitest'
import { isComputedRenderer } from '../../../../renderer/terminal/graphics.ts'

describe('T4: a terminal is drawn by WebGL only where a graphics processor draws it', () => {
  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'Google SwiftShader',
    'ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)',
  ])('T4: %s computes', (name) => {
    expect(isComputedRenderer(name)).toBe(true)
  })

  it.each([
    'ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00005917) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (AMD, AMD Radeon Graphics (radeonsi, renoir, LLVM 15.0.6), OpenGL 4.6)',
  ])('T4: %s draws', (name) => {
    expect(isComputedRenderer(name)).toBe(false)
  })
})
