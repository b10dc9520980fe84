import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { firstImages, makeCatalogue } from '../../main/practice/engine/images/catalogue.ts'
import { PracticeImages } from '../../main/practice/engine/images/image-store.ts'
import { parseReference, referenceText } from '../../main/practice/engine/images/reference.ts'
import { EngineError } from '../../main/practice/engine/route.ts'
import { type TestMachine, testMachine } from './support/machine.ts'

const machines: TestMachine[] = []
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove()
})

function open(machine: TestMachine): PracticeImages {
  const { build, revision } = machine.context.host
  return new PracticeImages(machine.context, () => firstImages(makeCatalogue(build, revision), build))
}

test.each([
  ['hello-world', 'hello-world:latest'],
  ['docker.io/library/hello-world:nanoserver', 'hello-world:nanoserver'],
  ['mcr.microsoft.com/windows/nanoserver:ltsc2022', 'mcr.microsoft.com/windows/nanoserver:ltsc2022'],
  ['localhost:5000/a/b', 'localhost:5000/a/b:latest'],
  ['hholt/killerapp:1.5', 'hholt/killerapp:1.5'],
])('I4: the reference %s is read as %s', (text, familiar) => expect(referenceText(parseReference(text))).toBe(familiar))

test.each([
  ['UPPER', 'invalid reference format: repository name must be lowercase'],
  ['a..b', 'invalid reference format'],
  ['a:', 'invalid reference format'],
  ['', 'invalid reference format'],
  ['a@sha256:12', 'invalid reference format'],
])('I4: the reference %j is refused', (text, message) => expect(() => parseReference(text)).toThrow(message))

test.each([[14393], [17763], [20348], [26100], [26200]])(
  'I1: a machine of build %i starts with images that run on it',
  (build) => {
    const machine = testMachine(build, 1234)
    machines.push(machine)
    const images = open(machine)
    const own = images.all().filter((image) => image.tags.some((tag) => tag.startsWith('mcr.')))
    expect(own.length).toBeGreaterThan(0)
    for (const image of own) expect(Number(image.osVersion.split('.')[2])).toBeLessThanOrEqual(build)
    if (build !== 26200) expect(own[0]?.osVersion).toBe(`10.0.${build}.1234`)
  },
)

test('I1: the language pair is one image with two tags, under the ID of the chapter', () => {
  const machine = testMachine()
  machines.push(machine)
  const image = open(machine).find('a896e5590871')
  expect(image.tags).toEqual(['microsoft/nanoserver:10.0.14393.206', 'microsoft/nanoserver:10.0.14393.206_de-de'])
})

test('P1: images, names and files are there again after a restart', () => {
  const machine = testMachine()
  machines.push(machine)
  const images = open(machine)
  const parent = images.find('mcr.microsoft.com/windows/nanoserver:ltsc2022')
  const files = parent.files.fork()
  files.write('C:\\mine.txt', new TextEncoder().encode('mine'))
  const made = images.commit(
    { ...parent, parent: parent.id, files, createdAt: 1, comment: 'c', author: 'a' },
    'mine:1',
    4,
  )
  expect(made.size).toBe(parent.size + 4)
  files.write('C:\\mine.txt', new TextEncoder().encode('later'))
  images.save()
  const again = open(machine)
  expect(again.all()).toHaveLength(images.all().length)
  const back = again.find('mine:1')
  expect(back.id).toBe(made.id)
  expect(new TextDecoder().decode(back.files.read('C:\\MINE.txt'))).toBe('mine')
  expect(back.files.stat('C:\\Windows\\System32\\cmd.exe')?.size).toBeGreaterThan(100_000)
  expect(() => again.find('nope')).toThrow(new EngineError(404, 'No such image: nope:latest'))
})

test('P1: the images of a machine from before each had a file of its own are read, and kept', () => {
  const machine = testMachine()
  machines.push(machine)
  const folder = join(machine.context.folder, 'images')
  const before = open(machine)
  before.save()
  const records = before.all().map(({ files, ...record }) => record)
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  writeFileSync(join(folder, 'images.json'), JSON.stringify(records))
  const ids = records.map(({ id }) => id)
  expect(
    open(machine)
      .all()
      .map(({ id }) => id),
  ).toEqual(ids)
  expect(JSON.parse(readFileSync(join(folder, 'images.json'), 'utf8'))).toEqual(ids)
  const again = open(machine)
  expect(again.all().map(({ files, ...record }) => record)).toEqual(records)
  const [first] = again.all()
  if (!first) throw new Error('no image')
  again.delete(first)
  again.save()
  expect(readdirSync(folder).sort()).toEqual([...ids.slice(1).map((id) => `${id.slice(7)}.json`), 'images.json'].sort())
})
