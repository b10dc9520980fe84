import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstImages, makeCatalogue } from '../../main/practice/engine/images/catalogue.ts'
import { PracticeImages } from '../../main/practice/engine/images/image-store.ts'
import { type TestMachine, testMachine } from './support/machine.ts'

let machine: TestMachine
beforeAll(() => {
  machine = testMachine()
})
afterAll(() => machine.remove())

test('P1: a thousand images are made, found and read back within seconds', () => {
  const open = () => new PracticeImages(machine.context, () => firstImages(makeCatalogue(20348, 2700), 20348))
  const images = open()
  const parent = images.find('mcr.microsoft.com/windows/nanoserver:ltsc2022')
  const begun = performance.now()
  for (let number = 0; number < 1000; number++) {
    const files = parent.files.fork()
    files.write('C:\\number.txt', new TextEncoder().encode(String(number)))
    images.commit({ ...parent, parent: parent.id, files, createdAt: number, comment: '' }, `scale/image:${number}`, 4)
  }
  for (let number = 0; number < 1000; number++) expect(images.find(`scale/image:${number}`).createdAt).toBe(number)
  images.save()
  const again = open()
  expect(again.all()).toHaveLength(images.all().length)
  expect(new TextDecoder().decode(again.find('scale/image:999').files.read('C:\\number.txt'))).toBe('999')
  expect(performance.now() - begun).toBeLessThan(10_000)
})
