import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { toExplained } from '../../../../renderer/api/errors.ts'

describe('C7: any thrown value as what the error panel shows', () => {
  it('C7: refused input says what is wrong with it, each fault once', () => {
    const issue = { message: 'Hyper-V’s cmdlets take * ? [ ] and ` for patterns.', path: ['vm'] }
    const error = new ORPCError('BAD_REQUEST', { data: { issues: [issue, issue] } })
    expect(toExplained(error)).toMatchObject({ code: 'bad-request', cause: issue.message, remedy: expect.any(String) })
  })

  it('C7: refused input without issues is still told', () => {
    expect(toExplained(new ORPCError('BAD_REQUEST'))).toMatchObject({ code: 'bad-request', cause: '' })
  })

  it('C7: an explained error passes as it is', () => {
    const explained = { code: 'x', message: 'm', cause: 'c', remedy: 'r', detail: '' }
    expect(toExplained(new ORPCError('EXPLAINED', { data: explained }))).toEqual(explained)
  })
})
