import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { environmentLines } from '../../../preload/contract/command-line/environment-lines.ts'

describe('C5: a connection written out for the command line', () => {
  it('C5: a plain endpoint', () => {
    const lines = environmentLines({ url: 'tcp://server1:2375' }, 'server1')
    expect(lines.powershell).toEqual([
      "$env:DOCKER_HOST = 'tcp://server1:2375'",
      'Remove-Item -ErrorAction Ignore Env:DOCKER_CONTEXT, Env:DOCKER_TLS_VERIFY, Env:DOCKER_TLS, Env:DOCKER_CERT_PATH',
    ])
    expect(lines.cmd[0]).toBe('set "DOCKER_HOST=tcp://server1:2375"')
    expect(lines.bash[0]).toBe('export DOCKER_HOST=tcp://server1:2375')
    expect(lines.context.posix).toBe('docker context create server1 --docker host=tcp://server1:2375')
  })
  it('C5: TLS with certificates in a folder with a blank', () => {
    const tls = { certificateFolder: 'C:\\Users\\Ann Lee\\certs', verify: true }
    const lines = environmentLines({ url: 'tcp://server1:2376', tls }, 'server1')
    expect(lines.powershell.slice(1, 3)).toEqual([
      "$env:DOCKER_TLS_VERIFY = '1'",
      "$env:DOCKER_CERT_PATH = 'C:\\Users\\Ann Lee\\certs'",
    ])
    expect(lines.cmd.slice(1, 3)).toEqual([
      'set "DOCKER_TLS_VERIFY=1"',
      'set "DOCKER_CERT_PATH=C:\\Users\\Ann Lee\\certs"',
    ])
    expect(lines.context.argv[5]).toBe(
      'host=tcp://server1:2376,ca=C:\\Users\\Ann Lee\\certs\\ca.pem,cert=C:\\Users\\Ann Lee\\certs\\cert.pem,key=C:\\Users\\Ann Lee\\certs\\key.pem',
    )
  })
  it('C5: TLS without verifying never sets DOCKER_TLS_VERIFY, which any value switches on', () => {
    const lines = environmentLines({ url: 'tcp://h:2376', tls: { verify: false } }, 'h')
    expect(lines.bash).toEqual([
      'export DOCKER_HOST=tcp://h:2376',
      'export DOCKER_TLS=1',
      'unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH',
    ])
    expect(lines.context.argv[5]).toBe('host=tcp://h:2376,skip-tls-verify=true')
  })
  it('C5: a comma in a folder survives the CSV of docker context', () => {
    const tls = { certificateFolder: '/a,b', verify: true }
    expect(environmentLines({ url: 'tcp://h:2376', tls }, 'h').context.argv[5]).toContain('"ca=/a,b/ca.pem"')
  })
  it('C5: bash sets what the lines say, whatever is in the folder name', async () => {
    const folder = `/tmp/it's "a" $HOME`
    const { bash } = environmentLines({ url: 'ssh://me@h', tls: { certificateFolder: folder, verify: true } }, 'h')
    const script = `${bash.join('\n')}\nprintf '%s|%s|%s|%s' "$DOCKER_HOST" "$DOCKER_TLS_VERIFY" "$DOCKER_CERT_PATH" "$DOCKER_CONTEXT"`
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      env: { ...process.env, DOCKER_CONTEXT: 'x' },
    })
    expect(stdout).toBe(`ssh://me@h|1|${folder}|`)
  })
})
