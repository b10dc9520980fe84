import { expect } from 'vitest'
import { rawHttp } from '../../support/raw-http.ts'

/** The JSON of a successful answer; of a stream its first line. */
export async function jsonAnswer(socket: string, request: string, sent?: string): Promise<unknown> {
  const http = rawHttp(socket)
  const more = sent === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${sent.length}\r\n`
  http.send(`${request} HTTP/1.0\r\nHost: d\r\n${more}\r\n${sent ?? ''}`)
  const answer = await http.ended()
  http.close()
  const [head = '', text = ''] = answer.split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 2/)
  return JSON.parse(text.split('\n')[0] ?? '')
}
