import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { sessionParameters } from '../../main/setup/host/open-session.ts'
import { hashRunner } from '../../main/setup/host/runner-files.ts'
import { noPwsh, pwsh, runnerFolder } from '../support/powershell/pwsh.ts'
import { knownMembers, knownParameters, knownTypes } from '../support/powershell/windows-powershell.ts'
import { cmdletMetadata } from '../support/stand-ins/metadata.ts'
import { describeWhere } from '../support/where.ts'

interface Script {
  file: string
  errors: string[]
  tokens: string[]
  flags: string[]
  nodes: string[]
  commands: { name: string | null; parameters: string[]; line: number }[]
  functions: { name: string; parameters: string[]; help: boolean; text: string }[]
  members: string[]
  types: string[]
}

const common = ['ErrorAction', 'WarningAction', 'ErrorVariable', 'Verbose', 'Confirm', 'WhatIf']

describeWhere(pwsh !== undefined, noPwsh, 'H1: the runner and the module keep to Windows PowerShell 5.1', () => {
  let scripts: Script[]
  beforeAll(async () => {
    const files = readdirSync(runnerFolder).map((name) => `'${join(runnerFolder, name)}'`)
    const reader = join(import.meta.dirname, '../support/powershell/read-script.ps1')
    const command = `& '${reader}' -Path ${files.join(', ')}`
    const { stdout } = await promisify(execFile)(
      pwsh ?? 'pwsh',
      ['-NoProfile', '-NonInteractive', '-Command', command],
      {
        maxBuffer: 16 * 1024 * 1024,
      },
    )
    scripts = JSON.parse(stdout)
  })
  const all = <Part>(part: (script: Script) => readonly Part[]) => [...new Set(scripts.flatMap(part))]

  it('H1: all files are read, without an error of the parser', () => {
    expect(scripts.map(({ file }) => file).sort()).toEqual(readdirSync(runnerFolder).sort())
    expect(all(({ errors }) => errors)).toEqual([])
    expect(hashRunner(runnerFolder)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('H1: no operator, statement or escape of a later version', () => {
    const later = /^(Question(Dot|LBracket|Mark|Question|QuestionEquals)|AndAnd|OrOr|Clean|Default|Ternary)$/
    expect(all(({ tokens }) => tokens).filter((token) => later.test(token))).toEqual([])
    expect(all(({ nodes }) => nodes).filter((node) => /Ternary|PipelineChain|UsingStatement/.test(node))).toEqual([])
    expect(all(({ flags }) => flags)).toEqual([])
  })

  it('H1: each cmdlet is called with parameters that 5.1 has', () => {
    const own = new Map(all(({ functions }) => functions).map(({ name, parameters }) => [name, parameters]))
    const wrong = scripts.flatMap(({ file, commands }) =>
      commands.flatMap(({ name, parameters, line }) => {
        if (name === null) return []
        const bare = name.replace(/^.*\\/, '')
        const known =
          own.get(bare) ?? knownParameters.get(bare) ?? Object.keys(cmdletMetadata[bare]?.parameters ?? { unknown: 1 })
        const aliases = Object.values(cmdletMetadata[bare]?.parameters ?? {}).flatMap((about) => about.aliases ?? [])
        return parameters
          .filter((parameter) => ![...known, ...aliases, ...common].includes(parameter))
          .concat(own.has(bare) || knownParameters.has(bare) || cmdletMetadata[bare] ? [] : ['is not known'])
          .map((parameter) => `${file}:${line} ${name} ${parameter}`)
      }),
    )
    expect(wrong).toEqual([])
  })

  it('H1: New-PSSession gets parameters that 5.1 has, but for SSH', () => {
    const known = Object.keys(cmdletMetadata['New-PSSession']?.parameters ?? {})
    const options = Object.keys(cmdletMetadata['New-PSSessionOption']?.parameters ?? {})
    const winrm = sessionParameters(
      { kind: 'winrm', host: 'a', port: 5986, https: true, user: 'u' },
      { skipAuthorityCheck: true },
    )
    expect(Object.keys(winrm ?? {}).filter((name) => !known.includes(name))).toEqual([])
    expect(Object.keys(winrm?.SessionOption ?? {}).filter((name) => !options.includes(name))).toEqual([])
    const vm = sessionParameters({ kind: 'vm', name: 'a' })
    expect(Object.keys(vm ?? {}).filter((name) => !known.includes(name))).toEqual([])
  })

  it('H1: each member and type of .NET that is named is one of .NET Framework 4.5', () => {
    expect(all(({ members }) => members).filter((member) => !knownMembers.has(member))).toEqual([])
    expect(all(({ types }) => types).filter((type) => !knownTypes.has(type))).toEqual([])
  })

  it('H1: each function says what it is for', () => {
    const silent = scripts
      .filter(({ file }) => file !== 'runner.ps1')
      .flatMap(({ functions }) => functions.filter(({ help }) => !help).map(({ name }) => name))
    expect(silent).toEqual([])
  })

  it('H1: a function of the module stands alone, so that an export can carry it', () => {
    const module = scripts.find(({ file }) => file === 'Slipway.psm1')
    const helpers = all(({ functions }) => functions).map(({ name }) => name)
    for (const { name, text } of module?.functions ?? []) {
      const others = helpers.filter((helper) => helper !== name && text.includes(helper))
      expect(others, name).toEqual([])
      expect(text, name).not.toMatch(/\$(script|global):/i)
    }
  })
})
