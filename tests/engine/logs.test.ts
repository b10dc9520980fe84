import { buffer } from 'node:stream/consumers'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { ChannelSink } from '../../main/channels.ts'
import { logDownload } from '../../main/engine/logs/log-download.ts'
import { LogSource } from '../../main/engine/logs/log-source.ts'
import type { LogOptions } from '../../preload/contract/containers.ts'
import { LogRecordReader, MAX_PART } from '../../preload/contract/log-records.ts'
import type { ChannelEnd } from '../../preload/transport.ts'
import { type Dockerd, startDockerd } from '../support/dockerd.ts'
import { engineRequest } from '../support/engine-request.ts'
import { sharedEngine, whyNoSharedEngine } from '../support/shared-engine.ts'
import { makeTar } from '../support/tar.ts'
import { TestContainers } from '../support/test-container.ts'
import { type TestLink, testLink } from '../support/test-link.ts'
import { waitFor } from '../support/wait-for.ts'
import { describeWhere } from '../support/where.ts'

const ALL: LogOptions = { follow: false, timestamps: false, stdout: true, stderr: true }

/** A page that reads a log; it takes bytes at once unless `slow`, and keeps only what the test needs. */
class Reader implements ChannelSink {
  readonly lines: string[] = []
  readonly streams: number[] = []
  count = 0
  last = ''
  longest = 0
  pieces = 0
  end_: ChannelEnd | null = null
  held = 0
  readonly source: LogSource
  readonly #records = new LogRecordReader()
  readonly #keep: boolean
  readonly #hold: boolean
  readonly #open: Record<1 | 2, Buffer[]> = { 1: [], 2: [] }

  constructor(link: TestLink, container: string, options: LogOptions, { keep = true, hold = false } = {}) {
    this.#keep = keep
    this.#hold = hold
    this.source = new LogSource(link, container, options)
    this.source.start(this)
  }

  write(bytes: Uint8Array): boolean {
    for (const record of this.#records.read(bytes)) {
      expect(record.bytes.length).toBeLessThanOrEqual(MAX_PART)
      const parts = this.#open[record.stream]
      parts.push(Buffer.from(record.bytes))
      this.pieces += 1
      if (record.partial) continue
      const line = Buffer.concat(parts.splice(0)).toString('utf8')
      this.count += 1
      this.last = line
      this.longest = Math.max(this.longest, line.length)
      if (!this.#keep) continue
      this.lines.push(line)
      this.streams.push(record.stream)
    }
    if (!this.#hold) return true
    this.held += bytes.length
    return false
  }

  end(end: ChannelEnd): void {
    this.end_ = end
    this.source.stop()
  }

  ended(seconds = 20): Promise<ChannelEnd> {
    return waitFor('the end of the log', () => this.end_, seconds)
  }
}

const why = whyNoSharedEngine()
describeWhere(!why, why ?? '', 'Logs', () => {
  let socket = ''
  let link: TestLink
  let containers: TestContainers
  const readers: Reader[] = []
  beforeAll(async () => {
    socket = (await sharedEngine()).socketPath
    link = testLink(socket)
    containers = new TestContainers(socket)
  })
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.source.stop()
    await containers.removeAll()
  })
  const read = (id: string, options: Partial<LogOptions> = {}, how = {}, via = link) => {
    const reader = new Reader(via, id, { ...ALL, ...options }, how)
    readers.push(reader)
    return reader
  }
  const finished = async (script: string, body = {}) => {
    const id = await containers.sh(script, body)
    await containers.ended(id)
    return id
  }

  it('K4: both streams come in order and apart, line ends are taken off, the last line needs none', async () => {
    const id = await finished(
      'printf "one\\r\\n\\ntwo"; echo; sleep 0.1; echo err >&2; sleep 0.1; printf "größe 漢字\\nlast"',
    )
    const reader = read(id)
    expect(await reader.ended()).toEqual({ reason: 'done' })
    expect(reader.lines).toEqual(['one', '', 'two', 'err', 'größe 漢字', 'last'])
    expect(reader.streams).toEqual([1, 1, 1, 2, 1, 1])
    const only = read(id, { stdout: false })
    await only.ended()
    expect(only.lines).toEqual(['err'])
  })

  it('K4: a terminal container has one stream, without frames', async () => {
    const id = await finished('echo one; echo two >&2; head -c 40000 /dev/zero | tr "\\0" x; echo; echo end', {
      Tty: true,
    })
    const reader = read(id)
    await reader.ended()
    expect(reader.lines.map((line) => (line.length > 100 ? line.length : line))).toEqual(['one', 'two', 40000, 'end'])
    expect(reader.lines[2]).toMatch(/^x+$/)
  })

  it('K4: timestamps, since, until and tail', async () => {
    const id = await finished('for i in 1 2 3 4 5; do echo line $i; sleep 0.2; done')
    const stamped = read(id, { timestamps: true })
    await stamped.ended()
    const stamps = stamped.lines.map((line) => {
      expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line \d$/)
      return Date.parse(line.split(' ', 1)[0] ?? '') / 1000
    })
    expect(stamps).toHaveLength(5)
    const middle = (stamps[2] ?? 0) - 0.05
    const since = read(id, { since: middle })
    const until = read(id, { until: middle })
    const tail = read(id, { tail: 2 })
    await Promise.all([since.ended(), until.ended(), tail.ended()])
    expect(since.lines).toEqual(['line 3', 'line 4', 'line 5'])
    expect(until.lines).toEqual(['line 1', 'line 2'])
    expect(tail.lines).toEqual(['line 4', 'line 5'])
  })

  it('K4: one line of 1 MB comes whole, in pieces that a page can take, the engine’s stamps cut out', async () => {
    const id = await finished('head -c 1048576 /dev/zero | tr "\\0" a; echo; echo after')
    const reader = read(id)
    await reader.ended()
    expect(reader.lines).toHaveLength(2)
    expect(reader.lines[0]).toHaveLength(1048576)
    expect(reader.lines[0]).toMatch(/^a+$/)
    expect(reader.pieces).toBeGreaterThanOrEqual(17)
    const stamped = read(id, { timestamps: true })
    await stamped.ended()
    expect(stamped.lines[0]).toMatch(/^\S{30} a+$/)
    expect(stamped.lines[0]).toHaveLength(1048576 + 31)
  })

  it('K4: a million lines: memory stays bounded and the last line arrives', { timeout: 180_000 }, async () => {
    const id = await finished('seq 1 1000000')
    const before = process.memoryUsage.rss()
    let most = 0
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss())
    }, 50)
    const reader = read(id, {}, { keep: false })
    await reader.ended(120)
    clearInterval(timer)
    expect(reader.count).toBe(1_000_000)
    expect(reader.last).toBe('1000000')
    expect((most - before) / 1024 / 1024).toBeLessThan(200)
  })

  it('K4: a page that does not take its bytes stops the engine’s stream', async () => {
    const id = await finished('seq 1 200000')
    const reader = read(id, {}, { keep: false, hold: true })
    await waitFor('the first packet', () => reader.held > 0)
    await new Promise((resolve) => setTimeout(resolve, 500))
    const held = reader.held
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(reader.held).toBe(held)
    expect(held).toBeLessThan(300_000)
    expect(reader.count).toBeLessThan(200_000)
    const timer = setInterval(() => reader.source.resume(), 1)
    await reader.ended(60)
    clearInterval(timer)
    expect(reader.count).toBe(200_000)
  })

  it('K4: following shows new lines at once and ends when the container has stopped', async () => {
    const id = await containers.sh('echo one; while [ ! -e /go ]; do sleep 0.1; done; echo two; sleep 0.3')
    const reader = read(id, { follow: true })
    await waitFor('the first line', () => reader.lines.length === 1)
    expect(reader.end_).toBeNull()
    await engineRequest(socket, 'PUT', `/containers/${id}/archive?path=/`, await goTar())
    await waitFor('the second line', () => reader.lines.length === 2)
    expect(await reader.ended()).toEqual({ reason: 'done' })
  })

  it('K4: a container that is restarted is followed further, nothing twice', async () => {
    const id = await containers.sh('echo begin; sleep 1000')
    const reader = read(id, { follow: true })
    await waitFor('the first line', () => reader.lines.length === 1)
    await engineRequest(socket, 'POST', `/containers/${id}/restart?t=0`)
    await waitFor('the line after the restart', () => reader.lines.length === 2)
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(reader.lines).toEqual(['begin', 'begin'])
  })

  it('K4: a log that cannot be read says why; leaving ends the stream', async () => {
    const missing = read('no-such-container')
    expect(await missing.ended()).toMatchObject({ reason: 'failed', error: { code: 'container-not-found' } })
    const id = await containers.sh('while :; do echo x; sleep 0.1; done')
    const reader = read(id, { follow: true })
    await waitFor('lines', () => reader.count > 1)
    reader.source.stop()
    await new Promise((resolve) => setTimeout(resolve, 300))
    const count = reader.count
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(reader.count).toBe(count)
  })

  it('K4: the whole log is one text file', async () => {
    const id = await finished('echo one; sleep 0.1; echo two >&2; sleep 0.1; head -c 100000 /dev/zero | tr "\\0" y')
    const file = logDownload(link, id, 'web:1', { ...ALL, follow: true })
    expect(file.name).toBe('web_1.log')
    const text = await buffer(await file.open(new AbortController().signal))
    expect(text.toString('utf8')).toBe(`one\ntwo\n${'y'.repeat(100000)}`)
    const stamped = logDownload(link, id, 'web', { ...ALL, timestamps: true })
    const lines = (await buffer(await stamped.open(new AbortController().signal))).toString('utf8').split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[2]).toMatch(/^\S{30} y{100000}$/)
  })

  it('C4: the connection breaks in the middle of a flood: every line once, in order', {
    timeout: 120_000,
  }, async () => {
    const own = testLink(socket)
    const id = await containers.sh('i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; done')
    const reader = read(id, { follow: true }, {}, own)
    for (const mark of [2000, 7000, 12000]) {
      await waitFor('lines', () => reader.count >= mark || reader.end_, 60)
      // As a proxy or a dropped line does: the sockets go, the link notices.
      own.breakStreams()
    }
    await reader.ended(60)
    expect(own.sent.filter(({ path }) => path.includes('/logs')).length).toBeGreaterThanOrEqual(4)
    expect(reader.lines.map(Number)).toEqual(Array.from({ length: 20000 }, (_, index) => index + 1))
  })
})

describeWhere(!why, why ?? '', 'Logs over the end of an engine', () => {
  it('C4: the engine is killed and started again: nothing is shown twice, and the end is told', {
    timeout: 180_000,
  }, async () => {
    const engine: Dockerd = await startDockerd({ images: true, network: 'none', args: ['--live-restore'] })
    try {
      const link = testLink(engine.socketPath, { selfHealing: true })
      const containers = new TestContainers(engine.socketPath)
      const id = await containers.sh('i=0; while [ ! -e /go ]; do i=$((i+1)); echo $i; sleep 0.05; done; echo end')
      const reader = new Reader(link, id, { ...ALL, follow: true })
      await waitFor('lines', () => reader.count > 20)
      await engine.kill()
      await new Promise((resolve) => setTimeout(resolve, 500))
      const during = reader.count
      expect(reader.end_).toBeNull()
      await engine.restart()
      await waitFor('lines after the restart', () => reader.count > during + 20, 60)
      await engineRequest(engine.socketPath, 'PUT', `/containers/${id}/archive?path=/`, await goTar())
      expect(await reader.ended(60)).toEqual({ reason: 'done' })
      expect(reader.last).toBe('end')
      const numbers = reader.lines.slice(0, -1).map(Number)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    } finally {
      await engine.stop()
    }
  })
})

/** Tells the container's script to go on. */
const goTar = () => makeTar([{ name: 'go', content: '' }])
