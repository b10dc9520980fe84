import { join } from 'node:path'
import type { PracticeMachine } from '../../main/practice/machine/practice-machine.ts'
import { practiceSession } from '../../main/practice/machine/session.ts'
import { serve } from '../../main/serve.ts'
import { createServices } from '../../main/services.ts'
import { Setup } from '../../main/setup/setup.ts'
import { SlipwayError } from '../../preload/contract/explained.ts'
import { practiceMachine } from './setup/practice.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface ConsentDoor {
  readonly address: string
  readonly machine: PracticeMachine
  readonly setup: Setup
  /** What the person answers when Windows asks; may wait for a person who thinks. */
  answer: () => Promise<boolean>
  /** The program lies where its user can write. */
  unsafe: boolean
  close(): Promise<void>
}

/**
 * The browser door over the built pages, on a Windows machine of its own that a person uses without administrator
 * rights: a practice machine stands for it, and answers in place of the question that Windows asks.
 */
export async function openConsentDoor(): Promise<ConsentDoor> {
  const folder = temporaryFolder('swc-')
  const machine = practiceMachine(join(folder.path, 'machine'), 'server-2022')
  const services = await createServices({ userData: join(folder.path, 'data'), version: '0.0.0', practicePace: 0 })
  const setup = new Setup({
    folder: join(folder.path, 'data', 'setup'),
    tasks: services.tasks,
    open: async () => practiceSession(machine, { elevated: false }),
    isThisMachine: (target) => target === 'local',
    elevation: {
      refuse: async () => (made.unsafe ? refused('elevation-not-safe', 'Slipway does not ask from here.') : null),
      open: async () => {
        if (await made.answer()) return practiceSession(machine)
        throw refused('elevation-declined', 'Administrator rights were not given. Nothing was changed.')
      },
    },
    comeBack: ({ id }) => ['C:\\Program Files\\Slipway\\Slipway.exe', '--continue', id],
    module: async () => '',
    program: '0.0.0',
  })
  const door = await serve(
    { ...services, setup },
    {
      host: '127.0.0.1',
      port: 0,
      tls: null,
      pages: join(process.cwd(), 'out/renderer'),
      allowsHostShell: false,
      allowsHostChanges: true,
    },
  )
  const made: ConsentDoor = {
    address: door.makeAddress(),
    machine,
    setup,
    answer: async () => true,
    unsafe: false,
    close: async () => {
      await door.close()
      await services.close()
      folder.remove()
    },
  }
  return made
}

const refused = (code: string, message: string) =>
  new SlipwayError({ code, message, remedy: 'Start Slipway elevated.' })
