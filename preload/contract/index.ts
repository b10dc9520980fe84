import { app } from './app.ts'
import { containers } from './containers.ts'
import { files } from './files.ts'
import { images } from './images.ts'
import { machines } from './machines.ts'
import { practice } from './practice.ts'
import { registries } from './registries.ts'
import { setup } from './setup.ts'
import { tasks } from './tasks.ts'
import { terminals } from './terminals.ts'

/** Every call between a page and main, declared once. */
export const contract = { app, machines, containers, files, images, registries, practice, setup, tasks, terminals }
export type Contract = typeof contract
