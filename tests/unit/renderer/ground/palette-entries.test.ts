import { describe, expect, test } from 'vitest'
import { findEntries, type PaletteEntry, pulledReference, rate } from '../../../../renderer/frame/palette-entries.ts'

const entry = (label: string, group = 'Go to', more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: label,
  label,
  group,
  run: () => {},
  ...more,
})
const labels = (entries: PaletteEntry[]) => entries.map(({ label }) => label)

describe('X1: what the palette finds', () => {
  test('X1: the start of a word counts more than its middle, and each word must be there', () => {
    const at = (label: string, ...search: string[]) => rate(label, search)
    expect(at('Go to Images', 'images')).toBeGreaterThan(at('Swimages', 'images') ?? 99)
    expect(at('images', 'images')).toBeGreaterThan(at('Go to Images', 'images') ?? 99)
    expect(at('mcr.microsoft.com/windows/nanoserver:ltsc2025', 'nano', 'ltsc2025')).toBe(4)
    expect(at('Go to Images', 'images', 'pull')).toBeNull()
  })

  test('I2, X1: a pull that is typed as docker takes it is understood, and nothing else', () => {
    expect(pulledReference('pull nginx')).toBe('nginx')
    expect(pulledReference(' Docker image pull host:5000/team/web:1 ')).toBe('host:5000/team/web:1')
    for (const text of ['pull', 'pull im', 'pull image', 'pull Nginx', 'pull a b', 'docker run nginx', 'pullnginx']) {
      expect(pulledReference(text), text).toBeNull()
    }
  })

  test('X1: nothing typed lists the commands, without what is found by a search only', () => {
    const entries = [entry('Go to Home'), entry('web', 'Containers', { searchOnly: true })]
    expect(labels(findEntries(entries, '  '))).toEqual(['Go to Home'])
    expect(labels(findEntries(entries, 'WEB'))).toEqual(['web'])
  })

  test('X1: groups stay together, the one with the best match first', () => {
    const entries = [
      entry('Show web logs', 'Actions'),
      entry('web', 'Containers'),
      entry('Go to webs', 'Go to'),
      entry('old-web', 'Containers'),
    ]
    const found = findEntries(entries, 'web')
    expect(labels(found)).toEqual(['web', 'old-web', 'Show web logs', 'Go to webs'])
  })

  test('C7: explaining what was typed is offered whatever it is, last and once', () => {
    const entries = [entry('Explain this error', 'Actions', { always: true, searchOnly: true }), entry('Go to Home')]
    expect(labels(findEntries(entries, 'access is denied'))).toEqual(['Explain this error'])
    expect(labels(findEntries(entries, 'explain'))).toEqual(['Explain this error'])
    expect(labels(findEntries(entries, 'home'))).toEqual(['Go to Home', 'Explain this error'])
  })

  test('X1: thousands of containers are cut to what can be read', () => {
    const many = Array.from({ length: 5000 }, (_, at) => entry(`web-${at}`, 'Containers', { searchOnly: true }))
    expect(findEntries(many, 'web')).toHaveLength(60)
  })
})
