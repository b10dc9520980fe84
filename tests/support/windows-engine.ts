import { chmodSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { windowsEngineAnswers } from './windows-engine-answers.ts'

/** One request as the stub got it; `path` is decoded and without the version. */
export interface EngineQuestion {
  method: string
  path: string
  search: URLSearchParams
  /** The JSON sent; undefined when none was. */
  body: unknown
}

/** What was sent to create a container. */
export interface SentCreate {
  name: string | null
  body: Record<string, unknown> & { HostConfig: Record<string, unknown> }
}

/** An answer other than 200. */
export class EngineRefusal {
  readonly status: number
  readonly message: string
  constructor(status: number, message: string) {
    this.status = status
    this.message = message
  }
}

export interface WindowsEngineOptions {
  /** Tags of its images, each with the Windows build it is of. */
  images: Readonly<Record<string, string>>
  /** Answers, or an EngineRefusal, in place of those the stub has; undefined leaves it to them. */
  answer: (question: EngineQuestion) => unknown
}

export interface WindowsEngine {
  created: SentCreate[]
  stop: () => Promise<void>
}

/** The id that the stub gives to each container made. */
export const MADE_ID = 'f'.repeat(64)

/**
 * Answers on a Unix socket as the engine of a Windows Server 2022 does, as far as the pages of containers and images ask:
 * it lists images, takes what creates, starts and removes a container, and has no container else. For what cannot be had
 * on this kind of machine; it proves nothing about a real engine.
 */
export async function startWindowsEngine(
  socketPath: string,
  options: Partial<WindowsEngineOptions> = {},
): Promise<WindowsEngine> {
  const images = options.images ?? { 'mcr.microsoft.com/windows/servercore:ltsc2022': '10.0.20348.2700' }
  const answers = windowsEngineAnswers(images)
  const created: SentCreate[] = []
  const open = new Set<ServerResponse>()

  const answerTo = (question: EngineQuestion): unknown => {
    const own = options.answer?.(question)
    if (own !== undefined) return own
    const { method, path, search, body } = question
    if (method === 'POST' && path === '/containers/create') {
      created.push({ name: search.get('name'), body: body as SentCreate['body'] })
      return { Id: MADE_ID, Warnings: [] }
    }
    if (method !== 'GET' && path.startsWith(`/containers/${MADE_ID}`)) return ''
    return answers.get(path) ?? new EngineRefusal(404, `No such thing: ${path}`)
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub')
    const path = decodeURIComponent(url.pathname).replace(/^\/v[\d.]+/, '')
    const chunks: Buffer[] = []
    response.setHeader('Api-Version', '1.51')
    response.setHeader('Ostype', 'windows')
    response.setHeader('Content-Type', 'application/json')
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (path === '/events') {
        open.add(response)
        return response.writeHead(200).flushHeaders()
      }
      const sent = Buffer.concat(chunks).toString()
      const answer = answerTo({
        method: request.method ?? 'GET',
        path,
        search: url.searchParams,
        body: sent ? JSON.parse(sent) : undefined,
      })
      if (answer instanceof EngineRefusal) {
        response.statusCode = answer.status
        response.end(JSON.stringify({ message: answer.message }))
      } else if (answer === '') response.writeHead(204).end()
      else response.end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((ready) => server.listen(socketPath, ready))
  // The window runs as an ordinary user.
  chmodSync(socketPath, 0o666)
  return {
    created,
    stop: async () => {
      for (const answer of open) answer.destroy()
      server.closeAllConnections()
      await new Promise((ended) => server.close(ended))
      rmSync(socketPath, { force: true })
    },
  }
}
