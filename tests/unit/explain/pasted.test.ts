import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explainText } from '../../../main/explain/explain.ts'

type Row = { row: string; code: string; text: string }
const rows = (name: string): Row[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/explained', name), 'utf8'))
const fixtures = [...rows('windows-errors.json'), ...rows('engine-messages.json')]

const atColumn = (text: string, width: number) => text.replace(new RegExp(`(.{${width}})`, 'g'), '$1\r\n')
const atWords = (text: string) => text.replace(/(.{30,}?) /g, '$1\r\n    ')
const typographic = (text: string) =>
  text
    .replaceAll("'", '’')
    .replace(/"([^"]*)"/g, '“$1”')
    .replaceAll(' ', '\u00a0')
const coloured = (text: string) => `\x1b[31;1m${text.replaceAll(' ', ' \x1b[0m\x1b[31m')}\x1b[0m`
const barred = (text: string) =>
  `Line |\n   1 |  docker run x\n     | ~~~~\n${atWords(text).replaceAll(/^ */gm, '     | ')}`

describe('C7: Paste an error, as texts come out of consoles, mails and tickets', () => {
  it.each(fixtures)('C7: row $row is $code however it was pasted: $text', ({ code, text }) => {
    const forms = [
      atWords(text),
      atColumn(text, 37),
      typographic(text),
      coloured(text),
      barred(text),
      ` \n\n${text}\n\nPS C:\\> `,
      `> ${text}`,
    ]
    for (const form of forms) expect(explainText(form)?.code, form).toBe(code)
    const log = '2026-11-28 some other line\n'.repeat(1500)
    expect(explainText(`${log}${text}\n${log}`)?.code).toBe(code)
  })

  it('C7: a pasted text offers no button that only a form could carry out', () => {
    for (const { text } of fixtures) expect(['use-hyperv', 'force']).not.toContain(explainText(text)?.action?.kind)
    expect(explainText('failed in Win32: (0xc0370101)')?.action).toMatchObject({
      kind: 'copy',
      text: '--isolation=hyperv',
    })
  })

  it('C7: Windows in other languages', () => {
    expect(explainText('open //./pipe/docker_engine: Zugriff verweigert')?.code).toBe('pipe-access-denied')
    expect(explainText('open //./pipe/docker_engine: Accès refusé.')?.code).toBe('pipe-access-denied')
    const missing = 'open //./pipe/docker_engine: Das System kann die angegebene Datei nicht finden.'
    expect(explainText(missing)?.code).toBe('pipe-not-found')
  })

  it('C7: what is no failure stays unknown', () => {
    for (const text of ['', ' \n\t', 'hello world', 'Extracting the truth from logs', 'docker ps', '🐳'])
      expect(explainText(text)).toBeNull()
  })

  it('C7: a text made to keep the patterns busy is answered within seconds', () => {
    for (const unit of [
      'hcsshim::System::CreateProcess: ',
      'docker_engine: ',
      'exec: "',
      ' \n ',
      'Get "https://x/v2/',
    ]) {
      const started = performance.now()
      explainText(unit.repeat(100_000 / unit.length))
      expect(performance.now() - started, unit).toBeLessThan(10_000)
    }
  })
})
