import { expect, test, vi } from 'vitest'
import { settingsSchema } from '../../../../preload/contract/app.ts'

vi.mock('../../../../renderer/api/link.ts', () => ({ switchingLink: {}, whenOpen: async () => ({}) }))
const { DEFAULT_SETTINGS } = await import('../../../../renderer/api/settings.ts')

test('X1: what the page shows before main has told the settings is what the schema gives', () => {
  expect(DEFAULT_SETTINGS).toEqual(settingsSchema.parse({}))
})
