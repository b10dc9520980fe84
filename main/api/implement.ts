import { implement, ORPCError } from '@orpc/server'
import { contract } from '../../preload/contract/index.ts'
import { explain } from '../explain/explain.ts'
import type { PageContext } from './context.ts'

/** Any failure as the contract's one declared error; what is unknown becomes `internal` with a log id, never a stack. */
export function toDeclaredError(error: unknown): ORPCError<'EXPLAINED', ReturnType<typeof explain>> {
  const explained = explain(error)
  return new ORPCError('EXPLAINED', { defined: true, status: 500, message: explained.message, data: explained })
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> & AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

async function* withDeclaredErrors(values: AsyncIterator<unknown>): AsyncGenerator<unknown, unknown, void> {
  try {
    while (true) {
      const step = await values.next()
      if (step.done) return step.value
      yield step.value
    }
  } catch (error) {
    throw toDeclaredError(error)
  } finally {
    await values.return?.()
  }
}

/**
 * Where each api file starts: the contract with the page's context, every failure already turned into the declared
 * error, also one that comes in the middle of a subscription. Refused input (BAD_REQUEST) passes as it is.
 */
export const os = implement(contract)
  .$context<PageContext>()
  .use(async ({ next }) => {
    try {
      const result = await next()
      const output: unknown = result.output
      if (!isAsyncIterator(output)) return result
      return { ...result, output: withDeclaredErrors(output) as typeof result.output }
    } catch (error) {
      if (error instanceof ORPCError) throw error
      throw toDeclaredError(error)
    }
  })
