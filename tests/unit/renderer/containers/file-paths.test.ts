import { describe, expect, it } from 'vitest'
import { childPath, crumbs, linkPath, rootOf } from '../../../../renderer/pages/containers/files/paths.ts'

describe('K4: paths in a container', () => {
  it('K4: names the folders on the way, on both systems', () => {
    expect(crumbs('/var/log', 'linux')).toEqual([
      { name: '/', path: '/' },
      { name: 'var', path: '/var' },
      { name: 'log', path: '/var/log' },
    ])
    expect(crumbs('C:\\Users\\ContainerAdministrator', 'windows').map(({ path }) => path)).toEqual([
      'C:\\',
      'C:\\Users',
      'C:\\Users\\ContainerAdministrator',
    ])
    expect(crumbs(rootOf('linux'), 'linux')).toHaveLength(1)
    expect(childPath('/', 'etc', 'linux')).toBe('/etc')
    expect(childPath('C:\\', 'inetpub', 'windows')).toBe('C:\\inetpub')
  })

  it('K4: follows a link from its folder, never above the root', () => {
    expect(linkPath('/usr/bin', '../lib', 'linux')).toBe('/usr/lib')
    expect(linkPath('/usr', '/etc/./x', 'linux')).toBe('/etc/x')
    expect(linkPath('/', '../../..', 'linux')).toBe('/')
    expect(linkPath('C:\\a', 'D:\\b', 'windows')).toBe('D:\\b')
  })
})
