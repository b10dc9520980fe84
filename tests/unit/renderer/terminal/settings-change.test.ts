import { expect, it } from 'vitest'
import { settingsChangeSchema } from '../../../../preload/contract/app.ts'

it('K4, T1: a change of one setting brings no defaults of the others along', () => {
  expect(settingsChangeSchema.parse({ lastPage: '/images' })).toEqual({ lastPage: '/images' })
  expect(Object.keys(settingsChangeSchema.parse({ dock: { open: true, height: 300 } }))).toEqual(['dock'])
})
