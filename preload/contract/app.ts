import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { call } from './base.ts'
import type { Explained } from './explained.ts'

/** One list's looks as the person left it. */
const listLookSchema = z.object({
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().default(null),
  hidden: z.array(z.string()).default([]),
  widths: z.record(z.string(), z.number()).default({}),
  grouped: z.boolean().default(false),
  /** Which of several groupings; the first when absent. */
  groupBy: z.string().max(40).optional(),
  /** Which rows are shown, where a list offers a choice; all when absent. */
  show: z.string().max(40).optional(),
})
export type ListLook = z.infer<typeof listLookSchema>

/** Everything that is remembered; each field has a default, so an old or damaged file still opens. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** 1 is 100 %. */
  zoom: z.number().min(0.5).max(3).default(1),
  currentMachine: z.string().nullable().default(null),
  railCollapsed: z.boolean().default(false),
  lastPage: z.string().default('/'),
  lists: z.record(z.string(), listLookSchema).default({}),
  log: z
    .object({
      timestamps: z.boolean().default(false),
      wrap: z.boolean().default(true),
      follow: z.boolean().default(true),
      tail: z.number().int().min(0).nullable().default(10_000),
      stdout: z.boolean().default(true),
      stderr: z.boolean().default(true),
    })
    .prefault({}),
  terminal: z
    .object({
      fontSize: z.number().min(8).max(40).default(14),
      fontFamily: z.string().max(200).default(''),
      scrollback: z.number().int().min(0).max(100_000).default(5000),
      copyOnSelect: z.boolean().default(false),
      warnOnMultiLinePaste: z.boolean().default(true),
      screenReader: z.boolean().default(false),
    })
    .prefault({}),
  dock: z.object({ open: z.boolean().default(false), height: z.number().min(80).max(4000).default(280) }).prefault({}),
  notifications: z.boolean().default(true),
})
export type Settings = z.infer<typeof settingsSchema>

/** Only the fields that change; nested objects are given whole. Unwrapped: an absent field must not bring its default. */
export const settingsChangeSchema = z
  .object({
    theme: settingsSchema.shape.theme.unwrap(),
    zoom: settingsSchema.shape.zoom.unwrap(),
    currentMachine: z.string().nullable(),
    railCollapsed: z.boolean(),
    lastPage: z.string().max(500),
    lists: z.record(z.string(), listLookSchema),
    log: settingsSchema.shape.log.unwrap(),
    terminal: settingsSchema.shape.terminal.unwrap(),
    dock: settingsSchema.shape.dock.unwrap(),
    notifications: z.boolean(),
  })
  .partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>

export interface AppInfo {
  version: string
  door: 'window' | 'browser'
  /** Of the machine that runs Slipway. */
  platform: 'win32' | 'linux' | 'darwin'
  hostName: string
  /** A host shell may be opened through this door. */
  allowsHostShell: boolean
  /** Where secrets go: the system's keychain, an encrypted file (locked until its passphrase is given), or only memory. */
  secrets: 'keychain' | 'file' | 'file-locked' | 'memory'
}

/** A native menu item that the page carries out. */
export type MenuCommand =
  | 'palette'
  | 'settings'
  | 'new-terminal'
  | 'toggle-dock'
  | 'find'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'home'
  | 'setup'
  | 'containers'
  | 'images'
  | 'terminals'
  | 'history'
  | 'connections'

export const app = {
  info: call.output(type<AppInfo>()),
  /** The settings now and after each change, whoever made it. */
  settings: call.output(eventIterator(type<Settings>())),
  saveSettings: call.input(settingsChangeSchema).output(type<void>()),
  menuCommands: call.output(eventIterator(type<MenuCommand>())),
  /** C7 Paste an error: null when the table does not know the text. */
  explain: call.input(z.object({ text: z.string().max(100_000) })).output(type<Explained | null>()),
  /** Opens an https address of the allow-list in the person's browser; only the window door does, the browser door refuses. */
  openLink: call.input(z.object({ url: z.url({ protocol: /^https?$/ }) })).output(type<void>()),
  /** An error that the page could not handle goes to the log; answers the log id. */
  reportPageError: call
    .input(z.object({ message: z.string().max(2000), stack: z.string().max(20_000) }))
    .output(type<{ id: string }>()),
  /** Opens (or first makes) the encrypted file of secrets where there is no keychain. */
  unlockSecrets: call.input(z.object({ passphrase: z.string().min(1).max(1000) })).output(type<void>()),
}
