import type { TaskRegistry } from '../tasks/task-registry.ts'
import { os } from './implement.ts'

/** The `tasks` topic over the registry. */
export function taskCalls(tasks: TaskRegistry) {
  return os.tasks.router({
    watch: os.tasks.watch.handler(({ signal }) => tasks.list.watch(signal)),
    cancel: os.tasks.cancel.handler(({ input }) => tasks.cancel(input.task)),
    repeat: os.tasks.repeat.handler(({ input }) => ({ task: tasks.repeat(input.task) })),
    dismiss: os.tasks.dismiss.handler(({ input }) => tasks.dismiss(input.task)),
  })
}
