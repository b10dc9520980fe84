import type { Program } from '../program.ts'
import { optionNotSimulated } from './not-simulated.ts'

/** `hostname` */
export const hostname: Program = async ({ argv, io, world }) => {
  if (argv.length > 1 && argv[1] !== '/?') {
    await io.err.write(
      'sethostname: Use the Network Control Panel Applet to set hostname.\r\nhostname -s is not supported.\r\n',
    )
    return 1
  }
  await io.out.write(
    argv[1] === '/?' ? '\r\nPrints the name of the current host.\r\n\r\nhostname\r\n' : `${world.hostName}\r\n`,
  )
  return 0
}

/** `whoami`: `user manager\containeradministrator` in a container. */
export const whoami: Program = async ({ argv, io, world }) => {
  const real = ['/all', '/fo', '/fqdn', '/groups', '/logonid', '/nh', '/priv', '/upn', '/user', '/?']
  if (await optionNotSimulated({ argv, io }, argv[1] ?? '', real)) return 1
  if (argv.length > 1) {
    await io.err.write(`ERROR: Invalid argument/option - '${argv[1]}'.\r\nType "WHOAMI /?" for usage.\r\n`)
    return 1
  }
  const container = /^Container(Administrator|User)$/i.test(world.user)
  await io.out.write(`${container ? 'user manager' : world.hostName.toLowerCase()}\\${world.user.toLowerCase()}\r\n`)
  return 0
}
