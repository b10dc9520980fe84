import { Button, Field, Input, makeStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, query } from '../../api/client.ts'
import { showFailure } from '../../frame/toasts.tsx'
import { setupStrings as words } from '../../strings/setup.ts'

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' }, input: { width: '280px' } })

/** The password of a host's account, where the host asks for one; it goes to the keychain and never comes back. */
export function AccountField({ target }: { target: string }) {
  const styles = useStyles()
  const [password, setPassword] = useState('')
  const asked = useQuery({
    ...query.setup.account.queryOptions({ input: { target } }),
    enabled: target !== '',
    staleTime: 0,
  })
  if (!asked.data) return null
  const { account, kept } = asked.data
  const keep = (value: string) =>
    void api.setup
      .setPassword({ target, password: value })
      .then(() => {
        setPassword('')
        return asked.refetch()
      })
      .catch(showFailure)
  return (
    <Field label={words.passwordOf(account)} hint={kept ? words.passwordKept : words.passwordHint}>
      <div className={styles.row}>
        <Input
          className={styles.input}
          type="password"
          autoComplete="off"
          value={password}
          onChange={(_, { value }) => setPassword(value)}
        />
        <Button disabled={password === ''} onClick={() => keep(password)}>
          {words.keepPassword}
        </Button>
        {kept && <Button onClick={() => keep('')}>{words.forgetPassword}</Button>}
      </div>
    </Field>
  )
}
