import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PageFiles } from '../../../main/page-files.ts'
import { contentDisposition } from '../../../main/serve/page-file-requests.ts'

const download = { name: 'a.txt', size: 1, contentType: 'text/plain', open: async () => Readable.from(['a']) }
const upload = { receive: async () => {} }

describe('K4: one-time file addresses', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('are good once, for what they were made for, and cannot be guessed', () => {
    const files = new PageFiles()
    const address = files.offerDownload(download)
    expect(address).toMatch(/^\/page-files\/[\w-]{43}$/)
    expect(files.owns(address)).toBe(true)
    expect(files.takeUpload(address)).toBeNull()
    expect(files.takeDownload(address)).toBe(download)
    expect(files.takeDownload(address)).toBeNull()
    expect(files.takeDownload('/page-files/guess')).toBeNull()
    expect(files.takeUpload(files.offerUpload(upload))).toBe(upload)
  })

  it('lapse after a minute', () => {
    const files = new PageFiles()
    const address = files.offerDownload(download)
    vi.advanceTimersByTime(60_001)
    expect(files.takeDownload(address)).toBeNull()
  })
})

describe('K4: the name of a download', () => {
  it('cannot break out of its header', () => {
    const header = contentDisposition('a"; filename="b\r\nx: y.exe')
    expect(header).not.toMatch(/[\r\n]/)
    expect(header.match(/"/g)).toHaveLength(2)
  })

  it('keeps letters of any script', () => {
    expect(contentDisposition('Übersicht 1.txt')).toBe(
      `attachment; filename="_bersicht 1.txt"; filename*=UTF-8''%C3%9Cbersicht%201.txt`,
    )
  })
})
