import { EngineError, type Route } from '../route.ts'
import { compareApi } from '../server/api-range.ts'
import type { ContainerServices } from './services.ts'

/** POST /containers/{id}/wait: the head goes out at once, so that a client knows that it waits. */
export function waitRoute({ store }: ContainerServices): Route {
  return {
    method: 'POST',
    path: '/containers/{id}/wait',
    async handle(request, answer) {
      const condition = request.query.get('condition') || 'not-running'
      if (!['not-running', 'next-exit', 'removed'].includes(condition)) {
        throw new EngineError(400, `invalid condition: ${JSON.stringify(condition)}`)
      }
      const container = store.find(request.params.id ?? '')
      const { record, changes } = container
      const body = answer.stream(200, { 'Content-Type': 'application/json' })
      if (condition !== 'not-running' || container.running) {
        const event = condition === 'removed' ? 'removed' : 'exit'
        await new Promise<void>((done) => {
          const settle = () => {
            changes.off(event, settle)
            if (event !== 'removed') changes.off('removed', settle)
            request.signal.removeEventListener('abort', settle)
            done()
          }
          changes.on(event, settle)
          if (event !== 'removed') changes.on('removed', settle)
          request.signal.addEventListener('abort', settle)
        })
      }
      const error = compareApi(request.apiVersion, '1.42') < 0 ? { Error: null } : {}
      if (!request.signal.aborted) await body.write(`${JSON.stringify({ ...error, StatusCode: record.exitCode })}\n`)
      body.end()
    },
  }
}
