import fc from 'fast-check'
import { expect, it } from 'vitest'
import { choosePairwise, type Factors, pairsOf } from '../../support/setup/pairwise.ts'
import { factorsOfCase, wizardCases } from '../../support/setup/wizard-cases.ts'

const itself = (one: Factors) => one
const value = fc.constantFrom('a', 'b', 'c')

it('H14: a pairwise choice has every pair of values that occurs', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ x: value, y: value, z: value })), (cases) => {
      const chosen = choosePairwise(cases, itself)
      expect(new Set(chosen.flatMap(pairsOf))).toEqual(new Set(cases.flatMap(pairsOf)))
      expect(new Set(chosen).size).toBe(chosen.length)
    }),
  )
})

it('H14: the choice of machines for the wizards has every value of each property, and is smaller than all', () => {
  const cases = wizardCases()
  const chosen = choosePairwise(cases, factorsOfCase)
  const values = (given: typeof cases) => new Set(given.flatMap((one) => pairsOf(factorsOfCase(one))))
  expect(values(chosen)).toEqual(values(cases))
  expect(chosen.length).toBeLessThan(cases.length / 2)
})
