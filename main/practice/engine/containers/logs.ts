import { EngineError, type Route } from '../route.ts'
import { flag, readTime } from '../server/query.ts'
import { streamType } from './attach.ts'
import type { LogLine, LogPlace } from './log-file.ts'
import type { ContainerServices } from './services.ts'
import { stdcopy } from './stdio.ts'

/** GET /containers/{id}/logs. */
export function logsRoute({ store, context }: ContainerServices): Route {
  return {
    method: 'GET',
    path: '/containers/{id}/logs',
    async handle({ params, query, apiVersion, signal }, answer) {
      const out = flag(query, 'stdout')
      const err = flag(query, 'stderr')
      if (!out && !err) throw new EngineError(400, 'Bad parameters: you must choose at least one stream')
      const container = store.find(params.id ?? '')
      const { config, hostConfig } = container.record
      if (hostConfig.LogConfig.Type === 'none') {
        throw new EngineError(500, 'configured logging driver does not support reading')
      }
      const since = bound(query, 'since', context.host.now())
      const until = bound(query, 'until', context.host.now())
      const times = flag(query, 'timestamps')
      const wanted = (line: LogLine) => {
        const at = Date.parse(line.time)
        return (
          (line.stream === 'stdout' ? out : err) && (since === null || at >= since) && (until === null || at <= until)
        )
      }
      const body = answer.stream(200, { 'Content-Type': streamType(config.Tty, apiVersion) })
      const send = ({ log, stream, time }: LogLine) => {
        const bytes = Buffer.from(times ? `${time} ${log}` : log)
        return body.write(config.Tty ? bytes : stdcopy(stream, bytes))
      }
      let place: LogPlace | undefined
      const count = tailOf(query)
      const kept: LogLine[] = []
      for (const each of container.log.lines()) {
        place = each.place
        if (!wanted(each.line)) continue
        if (count === null) await send(each.line)
        else if (count > 0) {
          kept.push(each.line)
          if (kept.length > count) kept.shift()
        }
        if (signal.aborted) return
      }
      for (const line of kept) await send(line)
      if (flag(query, 'follow')) await follow()
      body.end()

      async function follow(): Promise<void> {
        const done = new AbortController()
        const end = () => done.abort()
        signal.addEventListener('abort', end)
        for (const event of ['exit', 'removed']) container.changes.on(event, end)
        const left = until === null ? null : setTimeout(end, Math.max(0, until - context.host.now()))
        try {
          for (;;) {
            // Asked before reading: what was written before the end is still sent.
            const last = done.signal.aborted || !container.running
            for (const each of container.log.lines(place)) {
              place = each.place
              if (wanted(each.line)) await send(each.line)
              if (signal.aborted) return
            }
            if (last) return
            await container.log.changed(done.signal)
          }
        } finally {
          if (left) clearTimeout(left)
          signal.removeEventListener('abort', end)
          for (const event of ['exit', 'removed']) container.changes.off(event, end)
        }
      }
    },
  }
}

/** Lines from the end; null for all, as whatever is no whole number. */
function tailOf(query: URLSearchParams): number | null {
  const text = query.get('tail') ?? 'all'
  return /^\d+$/.test(text) ? Number(text) : null
}

function bound(query: URLSearchParams, name: string, now: number): number | null {
  const text = query.get(name)
  if (text === null || text === '' || text === '0') return null
  const time = readTime(text, now)
  if (time === null)
    throw new EngineError(
      400,
      `invalid value for "${name}": failed to parse value as time or duration: ${JSON.stringify(text)}`,
    )
  return time
}
