import { describe, expect, it } from 'vitest'
import { compareApi, negotiateApi } from '../../../main/connections/api-version.ts'

describe('C1: the API version is negotiated', () => {
  it.each([
    // Engine, newest, oldest: windows engines of the field.
    ['20.10', '1.41', '1.24', '1.41'],
    ['28.5', '1.51', '1.24', '1.51'],
    ['29.0', '1.52', '1.44', '1.52'],
    ['29.7', '1.55', '1.40', '1.55'],
    ['30.0', '1.60', '1.44', '1.55'],
    ['19.03', '1.40', '1.12', '1.40'],
  ])('C1: engine %s (%s, from %s) is spoken to in %s', (engine, newest, oldest, expected) => {
    expect(negotiateApi(newest, oldest, engine)).toBe(expected)
  })

  it('C7: an engine before and one after our range are typed failures', () => {
    const code = (value: string) => expect.objectContaining({ explained: expect.objectContaining({ code: value }) })
    expect(() => negotiateApi('1.39', '1.12', '18.09')).toThrow(code('engine-too-old'))
    expect(() => negotiateApi('1.70', '1.56', '33.0')).toThrow(code('engine-too-new'))
  })

  it('C1: versions compare by number', () => {
    expect(compareApi('1.9', '1.41')).toBeLessThan(0)
    expect(compareApi('1.41', '1.41')).toBe(0)
    expect(compareApi('2.0', '1.99')).toBeGreaterThan(0)
  })
})
