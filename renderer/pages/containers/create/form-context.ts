import { createContext, useContext } from 'react'
import type { EngineFacts } from '../../../../preload/contract/machines.ts'
import type { FormValues } from './form-values.ts'
import type { LocalImage } from './use-local-image.ts'

/** What each field of the form works with. */
export interface CreateForm {
  machine: string
  facts: EngineFacts
  /** Whether the host can isolate by Hyper-V; undefined where Slipway cannot see the host. */
  hypervisor: boolean | undefined
  values: FormValues
  set: (change: Partial<FormValues>) => void
  /** The problem to show at a field, or at one row of a list. */
  problemAt: (field: keyof FormValues, row?: number) => string | undefined
  /** Whether this engine is offered the field. */
  offers: (field: keyof FormValues) => boolean
  image: LocalImage
}

const Context = createContext<CreateForm | null>(null)
export const CreateFormProvider = Context.Provider

export function useCreateForm(): CreateForm {
  const form = useContext(Context)
  if (!form) throw new Error('This field stands outside of the form.')
  return form
}
