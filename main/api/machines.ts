import type { Machines } from '../machines/machines.ts'
import { os } from './implement.ts'

/** C2-C5 as calls. */
export function machineCalls(machines: Machines) {
  const topic = os.machines
  return topic.router({
    watch: topic.watch.handler(({ signal }) => machines.list.watch(signal)),
    open: topic.open.handler(({ input }) => machines.open(input.machine)),
    close: topic.close.handler(({ input }) => machines.disconnect(input.machine)),
    retry: topic.retry.handler(({ input }) => machines.retry(input.machine)),
    read: topic.read.handler(({ input }) => machines.saved.read(input.machine)),
    add: topic.add.handler(async ({ input }) => ({ id: await machines.saved.add(input.draft, input.secrets) })),
    edit: topic.edit.handler(({ input }) => machines.saved.edit(input.machine, input.draft, input.secrets)),
    rename: topic.rename.handler(({ input }) => machines.saved.rename(input.machine, input.name)),
    remove: topic.remove.handler(({ input }) => machines.saved.remove(input.machine)),
    test: topic.test.handler(({ input, signal }) =>
      machines.test(input.draft, input.secrets, input.machine, signal ?? new AbortController().signal),
    ),
    trustHostKey: topic.trustHostKey.handler(({ input }) => machines.trustHostKey(input.host, input.fingerprint)),
    rediscover: topic.rediscover.handler(() => machines.rediscover()),
    writeOut: topic.writeOut.handler(({ input }) => machines.writeOut(input.machine)),
    saveContext: topic.saveContext.handler(({ input }) => machines.saveContext(input.machine, input.name)),
  })
}
