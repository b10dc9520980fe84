import type { Program } from '../program.ts'
import { services, type WindowsService } from '../services.ts'

function status(service: WindowsService): string {
  const type = service.shared ? '20  WIN32_SHARE_PROCESS  ' : '10  WIN32_OWN_PROCESS  '
  const state = service.running ? '4  RUNNING ' : '1  STOPPED '
  const accepts = service.running ? 'STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN' : ''
  return (
    `\r\nSERVICE_NAME: ${service.name}\r\nDISPLAY_NAME: ${service.displayName}\r\n` +
    `        TYPE               : ${type}\r\n        STATE              : ${state}\r\n` +
    (accepts ? `                                (${accepts})\r\n` : '') +
    `        WIN32_EXIT_CODE    : ${service.running ? '0  (0x0)' : '1077  (0x435)'}\r\n` +
    '        SERVICE_EXIT_CODE  : 0  (0x0)\r\n        CHECKPOINT         : 0x0\r\n        WAIT_HINT          : 0x0\r\n'
  )
}

/** `sc query [name]`, `sc query state= all`; nothing that changes a service. */
export const sc: Program = async ({ argv, io }) => {
  const [, verb = '', ...words] = argv.map((it) => it.toLowerCase())
  if (verb !== 'query' && verb !== 'queryex') {
    await io.out.write(
      verb === ''
        ? 'DESCRIPTION:\r\n        SC is a command line program used for communicating with the\r\n        Service Control Manager and services.\r\nUSAGE:\r\n        sc <server> [command] [service name] <option1> <option2>...\r\n'
        : `[SC] OpenSCManager FAILED 5:\r\n\r\nAccess is denied.\r\n\r\n`,
    )
    return verb === '' ? 0 : 5
  }
  const name = words.find((it) => !it.endsWith('=') && it !== 'all' && it !== 'service')
  const all = words.includes('all')
  if (name !== undefined) {
    const found = services.find((it) => it.name.toLowerCase() === name)
    if (!found) {
      await io.out.write(
        '[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\r\n\r\nThe specified service does not exist as an installed service.\r\n\r\n',
      )
      return 1060
    }
    await io.out.write(status(found).replace(/\r\nDISPLAY_NAME:[^\r]*/, ''))
    return 0
  }
  await io.out.write(
    services
      .filter((it) => all || it.running)
      .map(status)
      .join(''),
  )
  return 0
}
