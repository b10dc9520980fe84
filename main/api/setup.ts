import { SlipwayError } from '../../preload/contract/explained.ts'
import type { HostPasswords } from '../setup/host/passwords.ts'
import type { Setup } from '../setup/setup.ts'
import type { PageContext } from './context.ts'
import { os } from './implement.ts'

/** A page in a browser may look at hosts, and change only what its door was opened for. */
function expectMayChange({ allowsHostChanges }: PageContext, target: string): void {
  if (allowsHostChanges || target.startsWith('practice:')) return
  throw new SlipwayError({
    code: 'host-changes-off',
    message: 'This page may not change hosts.',
    cause: 'Whoever holds its address could: Slipway serves with host changes off.',
    remedy: 'Start slipway serve with --allow-host-changes, or use the window.',
  })
}

/** H1, H3-H5, H12, H14 as calls. */
export function setupCalls(setup: Setup, passwords: HostPasswords) {
  const topic = os.setup
  return topic.router({
    account: topic.account.handler(({ input }) => passwords.account(input.target)),
    setPassword: topic.setPassword.handler(({ input }) => passwords.keep(input.target, input.password)),
    facts: topic.facts.handler(({ input, signal }) => setup.facts(input.target, signal)),
    virtualMachines: topic.virtualMachines.handler(({ input, signal }) => setup.virtualMachines(input.target, signal)),
    plan: topic.plan.handler(({ input, signal }) => setup.plan(input.target, input.procedures, signal)),
    run: topic.run.handler(({ input, context }) => {
      expectMayChange(context, setup.targetOfPlan(input.plan))
      return setup.run(input.plan)
    }),
    export: topic.export.handler(({ input }) => setup.export(input.plan)),
    runs: topic.runs.handler(({ signal }) => setup.runs.watch(signal)),
    output: topic.output.handler(({ input, signal }) => setup.output(input.run, signal)),
    cancel: topic.cancel.handler(({ input }) => setup.cancel(input.run)),
    resume: topic.resume.handler(({ input, context }) => {
      expectMayChange(context, setup.targetOfRun(input.run))
      return setup.resume(input.run)
    }),
    skip: topic.skip.handler(({ input, context }) => {
      expectMayChange(context, setup.targetOfRun(input.run))
      return setup.skip(input.run, input.step)
    }),
    undo: topic.undo.handler(({ input, context }) => {
      expectMayChange(context, setup.targetOfRun(input.run))
      return setup.undo(input.run)
    }),
    record: topic.record.handler(({ input }) => setup.record(input.run)),
    stillTrue: topic.stillTrue.handler(({ input, signal }) => setup.stillTrue(input.run, signal)),
  })
}
