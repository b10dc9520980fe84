import { shortDate } from '../../dates.ts'
import type { Builtin } from '../session.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** `Sat 11/28/2026`, as cmd writes it. */
export function dateText(now: number): string {
  const date = new Date(now)
  return `${days[date.getUTCDay()]} ${shortDate(date)}`
}

/** ` 8:24:21.91`: the hour without a leading zero. */
export function timeText(now: number): string {
  return new Date(now).toISOString().slice(11, 22).replace(/^0/, ' ')
}

/** `date /t`; without it, and `date NEW`: a container may not set its clock. */
export const date: Builtin = async ({ session, tail, io }) => {
  if (/^\s*\/t\s*$/i.test(tail)) {
    await io.out.write(`${dateText(session.world.now())} \r\n`)
    return 0
  }
  let wanted = tail.trim()
  if (wanted === '') {
    await io.out.write(`The current date is: ${dateText(session.world.now())} \r\nEnter the new date: (mm-dd-yy) `)
    wanted = (await io.input.readLine())?.trim() ?? ''
  }
  if (wanted === '') return 0
  await io.err.write('A required privilege is not held by the client.\r\n')
  return 1
}

/** `time /t`; else as `date`. */
export const time: Builtin = async ({ session, tail, io }) => {
  const now = session.world.now()
  if (/^\s*\/t\s*$/i.test(tail)) {
    const date = new Date(now)
    const hour = String(date.getUTCHours() % 12 || 12).padStart(2, '0')
    await io.out.write(
      `${hour}:${String(date.getUTCMinutes()).padStart(2, '0')} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}\r\n`,
    )
    return 0
  }
  let wanted = tail.trim()
  if (wanted === '') {
    await io.out.write(`The current time is: ${timeText(now)}\r\nEnter the new time: `)
    wanted = (await io.input.readLine())?.trim() ?? ''
  }
  if (wanted === '') return 0
  await io.err.write('A required privilege is not held by the client.\r\n')
  return 1
}
