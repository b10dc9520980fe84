import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explain, explainText, fromTable, onUnknownFailure } from '../../../main/explain/explain.ts'
import { knownFailures } from '../../../main/explain/table.ts'
import { explainedSchema, SlipwayError } from '../../../preload/contract/explained.ts'

type Row = { row: string; code: string; text: string }
const rows = (name: string): Row[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/explained', name), 'utf8'))
const fixtures = [...rows('windows-errors.json'), ...rows('engine-messages.json')]

const errorOf = (code: string, message: string, syscall?: string) =>
  Object.assign(new Error(message), { code, syscall })
const answerOf = (statusCode: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message} `), { statusCode, json: { message } })

describe('C7: failures explained', () => {
  it.each(fixtures)('C7: row $row is $code: $text', ({ code, text }) => {
    const explained = explainText(text)
    expect(explained?.code).toBe(code)
    expect(explained?.remedy).not.toBe('')
    expect(explained?.detail).toBe(text.trim())
    // The same text as an engine's answer comes to the same.
    expect(explain(answerOf(500, text), { machine: 'local', container: 'c1' }).code).toBe(code)
  })

  it('C7: a missing program is named where Windows names it', () => {
    const of = (during: string) =>
      explainText(
        `container c1 encountered an error during ${during}: failure in a Windows system call: The system cannot find the file specified. (0x2)`,
      )?.message
    expect(of('hcs::System::CreateProcess: C:\\TEMP\\run.cmd type C:\\README')).toBe(
      'The image has no program C:\\TEMP\\run.cmd.',
    )
    expect(of('hcs::System::CreateProcess: powershell')).toBe('The image has no program powershell.')
    expect(of('hcsshim::System::CreateProcess')).toBe('The image has no such program.')
  })

  it('C7: each entry of the table names message, cause and remedy, and its action is one the page knows', () => {
    for (const { code } of knownFailures) {
      const explained = explainedSchema.parse(fromTable(code, 'text', { machine: 'local', container: 'c1' }))
      expect(
        [code, explained.message, explained.remedy].every((text) => text.length > 0),
        code,
      ).toBe(true)
      expect(explained.cause, code).not.toBe('')
      expect(explained.message, code).not.toContain('undefined')
    }
    expect(new Set(knownFailures.map(({ code }) => code)).size).toBe(knownFailures.length)
  })

  it.each([
    ['connection-refused', errorOf('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.7:2375', 'connect')],
    ['socket-not-found', errorOf('ENOENT', 'connect ENOENT /var/run/docker.sock', 'connect')],
    ['socket-access-denied', errorOf('EACCES', 'connect EACCES /var/run/docker.sock', 'connect')],
    ['pipe-not-found', errorOf('ENOENT', 'connect ENOENT //./pipe/docker_engine', 'connect')],
    ['pipe-access-denied', errorOf('EPERM', 'connect EPERM //./pipe/docker_engine', 'connect')],
    ['host-not-found', errorOf('ENOTFOUND', 'getaddrinfo ENOTFOUND win1', 'getaddrinfo')],
    ['host-unreachable', errorOf('EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.7:2375', 'connect')],
    ['timed-out', errorOf('ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.7:2375', 'connect')],
    ['connection-lost', errorOf('ECONNRESET', 'socket hang up')],
    ['tls-wrong-ca', errorOf('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate')],
    ['tls-wrong-name', errorOf('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames")],
    ['tls-expired', errorOf('CERT_HAS_EXPIRED', 'certificate has expired')],
    ['tls-client-certificate', errorOf('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'alert number 116')],
    [
      'tls-version',
      errorOf(
        'EPROTO',
        'write EPROTO 80:error:0A000102:SSL routines:ssl_choose_client_version:unsupported protocol:',
        'write',
      ),
    ],
    [
      'tls-handshake-failed',
      errorOf('EPROTO', 'write EPROTO 80:error:0A000419:SSL routines::internal error:', 'write'),
    ],
    ['ssh-key-unusable', new Error('privateKey value does not contain a (valid) private key')],
    ['ssh-no-answer', new Error('Connection lost before handshake')],
    ['ssh-no-answer', new Error('kex_exchange_identification: Connection closed by remote host')],
    ['ssh-algorithms', new Error('Handshake failed: no matching key exchange algorithm')],
    ['socket-not-found', errorOf('ENOTDIR', 'connect ENOTDIR /etc/passwd/d.sock', 'connect')],
    ['plain-to-tls', answerOf(400, 'Client sent an HTTP request to an HTTPS server.')],
    ['container-not-found', answerOf(404, 'No such container: web')],
    ['not-found', answerOf(404, 'page not found')],
    ['conflict', answerOf(409, 'something else is in the way')],
    ['engine-error', answerOf(500, 'no idea')],
    [
      'registry-unreachable',
      answerOf(500, 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'),
    ],
    ['cancelled', new DOMException('This operation was aborted', 'AbortError')],
    ['timed-out', new DOMException('The operation was aborted due to timeout', 'TimeoutError')],
  ])('C7: %s', (code, error) => {
    expect(explain(error).code).toBe(code)
  })

  it('C7: a missing file of ours is not taken for a missing engine', () => {
    const error = errorOf('ENOENT', "ENOENT: no such file or directory, open '/tmp/x'", 'open')
    expect(explain(error).code).toBe('internal')
  })

  it('C7: a container is named by its name or by the id that the lists show', () => {
    const missing = (container: string) => explain(answerOf(404, `No such container: ${container}`)).message
    expect(missing('web')).toBe('There is no container web.')
    expect(missing('e0d084f01337'.padEnd(64, '2'))).toBe('There is no container e0d084f01337.')
  })

  it('C7: a known failure passes as it is', () => {
    const error = new SlipwayError({ code: 'not-connected', message: 'Away.', remedy: 'Wait.' })
    expect(explain(error)).toBe(error.explained)
  })

  it('C7: what nobody foresaw is internal with a log id, and never shows a stack', () => {
    const told: [unknown, string][] = []
    onUnknownFailure((error, id) => told.push([error, id]))
    const error = new TypeError("Cannot read properties of undefined (reading 'x')")
    const explained = explain(error)
    onUnknownFailure(() => undefined)
    expect(explained.code).toBe('internal')
    expect(told).toHaveLength(1)
    expect(told[0]?.[0]).toBe(error)
    expect(explained.detail).toContain(told[0]?.[1])
    expect(JSON.stringify(explained)).not.toContain('explain.test')
  })

  it('C7: a text that nobody knows is null', () => {
    expect(explainText('All is well.')).toBeNull()
    expect(explainText('')).toBeNull()
  })
})
