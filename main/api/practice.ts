import type { PracticeLoader } from '../practice/practice-loader.ts'
import { os } from './implement.ts'

/** P1, P2 as calls. */
export function practiceCalls(host: PracticeLoader) {
  const topic = os.practice
  return topic.router({
    watch: topic.watch.handler(async function* ({ signal }) {
      const practice = await host.load()
      await practice.start()
      yield* practice.list.watch(signal)
    }),
    presets: topic.presets.handler(async () => (await host.load()).presets()),
    saveOwn: topic.saveOwn.handler(async ({ input: { name, description, replace } }) =>
      (await host.load()).saveOwn(name, description, replace),
    ),
    deleteOwn: topic.deleteOwn.handler(async ({ input }) => (await host.load()).deleteOwn(input.name)),
    exportMachine: topic.exportMachine.handler(async () => (await host.load()).exportMachine()),
    importMachine: topic.importMachine.handler(async ({ input }) => ({
      name: await (await host.load()).importMachine(input.text, input.name),
    })),
    choose: topic.choose.handler(async ({ input }) => (await host.load()).choose(input.preset)),
    reset: topic.reset.handler(async () => (await host.load()).reset()),
    change: topic.change.handler(async ({ input }) => (await host.load()).change(input)),
    fault: topic.fault.handler(async ({ input }) => (await host.load()).fault(input)),
    dropConnections: topic.dropConnections.handler(async () => (await host.load()).dropConnections()),
    engine: topic.engine.handler(async ({ input }) => (await host.load()).engine(input.do)),
    readDaemonJson: topic.readDaemonJson.handler(async () => ({ text: await (await host.load()).readDaemonJson() })),
    writeDaemonJson: topic.writeDaemonJson.handler(async ({ input }) =>
      (await host.load()).writeDaemonJson(input.text),
    ),
  })
}
