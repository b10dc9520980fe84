import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a cmdlet takes, as Microsoft's reference has it (tests/fixtures/powershell/cmdlets.json says from where). */
export interface CmdletMetadata {
  module: string
  docset: string
  shouldProcess?: boolean
  parameterSets: Record<string, { mandatory: string[]; parameters: string[] }>
  parameters: Record<string, { type: string; values?: string[]; aliases?: string[]; position?: number }>
}

const path = join(import.meta.dirname, '../../fixtures/powershell/cmdlets.json')

export const cmdletMetadata: Record<string, CmdletMetadata> = JSON.parse(readFileSync(path, 'utf8')).cmdlets
