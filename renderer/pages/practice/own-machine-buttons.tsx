import { Button } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { machineFileLimit, type PracticePreset, type PracticeRow } from '../../../preload/contract/practice.ts'
import { api } from '../../api/client.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { saveText } from '../../components/save-text.ts'
import { showFailure, showToast } from '../../frame/toasts.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'
import { KeepMachineDialog } from './keep-machine-dialog.tsx'

interface Props {
  row: PracticeRow
  /** What is known of the machine that it is now; undefined while that is read. */
  current: PracticePreset | undefined
  /** The list of machines is another now. */
  onChanged: () => void
}

/** P2: the machine kept under a name of one's own, kept anew, handed on, taken in and taken away. */
export function OwnMachineButtons({ row, current, onChanged }: Props) {
  const [asking, setAsking] = useState<'keep' | 'keep-anew' | 'delete' | null>(null)
  const [taken, setTaken] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const close = () => {
    setAsking(null)
    setTaken(null)
  }
  const run = (work: Promise<unknown>, done: string) => {
    setBusy(true)
    void work
      .then(() => {
        close()
        showToast({ intent: 'success', title: done })
      })
      .catch(showFailure)
      .finally(() => {
        setBusy(false)
        onChanged()
      })
  }
  const takeIn = (file: File) => {
    if (file.size > machineFileLimit) showToast({ intent: 'error', title: words.fileTooLarge(file.name) })
    else void file.text().then(setTaken, showFailure)
  }
  const name = current?.name ?? row.preset
  return (
    <>
      <Button onClick={() => setAsking('keep')}>{words.keep}</Button>
      {current?.own && <Button onClick={() => setAsking('keep-anew')}>{words.keepAnew}</Button>}
      <Button
        onClick={() =>
          void api.practice
            .exportMachine()
            .then((file) => saveText(file.name, file.text))
            .catch(showFailure)
        }
      >
        {words.exportMachine}
      </Button>
      <Button onClick={() => chooser.current?.click()}>{words.importMachine}</Button>
      {current?.own && <Button onClick={() => setAsking('delete')}>{words.deleteOwn}</Button>}
      <input
        ref={chooser}
        type="file"
        accept=".json"
        hidden
        aria-label={words.importMachine}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) takeIn(file)
          // The same file once more is a change too.
          target.value = ''
        }}
      />
      {asking === 'keep' && (
        <KeepMachineDialog
          title={words.keepTitle(row.hostName)}
          hint={words.keepHint}
          submit={words.keepSubmit}
          described
          work={({ name: chosen, description }) => api.practice.saveOwn({ name: chosen, description })}
          onDone={(chosen) => {
            close()
            showToast({ intent: 'success', title: words.kept(chosen) })
            onChanged()
          }}
          onClose={close}
        />
      )}
      {taken !== null && (
        <KeepMachineDialog
          title={words.importTitle}
          hint={words.importHint}
          submit={words.importSubmit}
          first={nameInFile(taken)}
          work={({ name: chosen }) => api.practice.importMachine({ text: taken, name: chosen })}
          onDone={(chosen) => {
            close()
            showToast({ intent: 'success', title: words.kept(chosen) })
            onChanged()
          }}
          onClose={close}
        />
      )}
      {asking === 'keep-anew' && (
        <ConfirmDialog
          title={words.keepAnewTitle(name)}
          confirm={words.keepAnew}
          busy={busy}
          onConfirm={() =>
            run(
              api.practice.saveOwn({ name, description: current?.description ?? '', replace: true }),
              words.kept(name),
            )
          }
          onClose={close}
        >
          {words.keepAnewText}
        </ConfirmDialog>
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          title={words.deleteTitle(name)}
          confirm={words.deleteConfirm(name)}
          busy={busy}
          onConfirm={() => run(api.practice.deleteOwn({ name }), words.deleted(name))}
          onClose={close}
        >
          {words.deleteText}
        </ConfirmDialog>
      )}
    </>
  )
}

/** The name that a machine's file proposes; whether the rest of it is sound, the program says. */
function nameInFile(text: string): string {
  try {
    const { name } = JSON.parse(text)
    return typeof name === 'string' ? name : ''
  } catch {
    return ''
  }
}
