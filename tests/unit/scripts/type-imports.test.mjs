import { parseSync } from '@swc/core'
import { expect, it } from 'vitest'
import { withoutTypeImports } from '../../../scripts/parts/type-imports.mjs'

it('lint: imports and exports of types only are no dependencies, all others are', () => {
  const source = `
    import type { A } from './a.ts'
    import { b } from './b.ts'
    import { type C, c } from './c.ts'
    import './d.ts'
    export type { E } from './e.ts'
    export { f } from './f.ts'
    export * from './g.ts'
  `
  const module = withoutTypeImports(parseSync(source, { syntax: 'typescript' }))
  expect(module.body.map((item) => item.source.value)).toEqual(['./b.ts', './c.ts', './d.ts', './f.ts', './g.ts'])
})
