import { Switch } from '@fluentui/react-components'
import type { PracticeRow, PracticeSwitches } from '../../../preload/contract/practice.ts'
import { api } from '../../api/client.ts'
import { Section } from '../../components/section.tsx'
import { showFailure } from '../../frame/toasts.tsx'
import { practiceStrings as words } from '../../strings/practice.ts'

/** P2: what the machine is made of. */
export function SwitchesSection({ row }: { row: PracticeRow }) {
  const names = Object.keys(words.switches) as (keyof PracticeSwitches)[]
  return (
    <Section title={words.hardware}>
      <div>
        {names.map((name) => (
          <div key={name}>
            <Switch
              label={words.switches[name]}
              checked={row.switches[name]}
              onChange={(_, { checked }) => void api.practice.change({ [name]: checked }).catch(showFailure)}
            />
          </div>
        ))}
      </div>
    </Section>
  )
}
