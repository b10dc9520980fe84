import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { PageFiles } from '../../../main/page-files.ts'
import { UploadParts } from '../../../main/window/upload-parts.ts'
import { SlipwayError } from '../../../preload/contract/explained.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
async function textOf(body: Readable) {
  let text = ''
  for await (const part of body) text += part
  return text
}

describe('K4: an upload of the window comes in parts', () => {
  it('passes them on in order and answers the end when the file was taken', async () => {
    const files = new PageFiles()
    let taken = ''
    const address = files.offerUpload({
      receive: async (body) => {
        taken = await textOf(body)
      },
    })
    const parts = new UploadParts(files)
    expect((await parts.receive(address, bytes('one '), false)).status).toBe(202)
    expect((await parts.receive(address, bytes('two'), false)).status).toBe(202)
    expect((await parts.receive(address, bytes(''), true)).status).toBe(204)
    expect(taken).toBe('one two')
    expect((await parts.receive(address, bytes('again'), true)).status).toBe(404)
  })

  it('waits for a slow receiver instead of keeping the file in memory', async () => {
    const files = new PageFiles()
    let go = () => {}
    const address = files.offerUpload({
      receive: async (body) => {
        await new Promise<void>((resolve) => {
          go = resolve
        })
        await textOf(body)
      },
    })
    const parts = new UploadParts(files)
    let answered = false
    const first = parts.receive(address, new Uint8Array(4_000_000), false).then((answer) => {
      answered = true
      return answer
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(answered).toBe(false)
    go()
    expect((await first).status).toBe(202)
    expect((await parts.receive(address, new Uint8Array(0), true)).status).toBe(204)
  })

  it('answers a refusal with its remedy, also in the middle', async () => {
    const files = new PageFiles()
    const refusal = new SlipwayError({ code: 'no-space', message: 'No space.', remedy: 'Make room.' })
    const address = files.offerUpload({ receive: () => Promise.reject(refusal) })
    const answer = await new UploadParts(files).receive(address, new Uint8Array(4_000_000), false)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'no-space', remedy: 'Make room.' })
  })
})
