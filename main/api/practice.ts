import type { Practice } from '../practice/practice.ts'
import { os } from './implement.ts'

/** P1, P2 as calls. */
export function practiceCalls(practice: Practice) {
  const topic = os.practice
  return topic.router({
    watch: topic.watch.handler(async function* ({ signal }) {
      await practice.start()
      yield* practice.list.watch(signal)
    }),
    presets: topic.presets.handler(() => practice.presets()),
    choose: topic.choose.handler(({ input }) => practice.choose(input.preset)),
    reset: topic.reset.handler(() => practice.reset()),
    change: topic.change.handler(({ input }) => practice.change(input)),
    fault: topic.fault.handler(({ input }) => practice.fault(input)),
    dropConnections: topic.dropConnections.handler(() => practice.dropConnections()),
    engine: topic.engine.handler(({ input }) => practice.engine(input.do)),
    readDaemonJson: topic.readDaemonJson.handler(async () => ({ text: await practice.readDaemonJson() })),
    writeDaemonJson: topic.writeDaemonJson.handler(({ input }) => practice.writeDaemonJson(input.text)),
  })
}
