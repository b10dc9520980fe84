/** What the service's command line, or a call of dockerd, says. */
export interface DaemonFlags {
  readonly program: string
  readonly configFile: string
  readonly configFileGiven: boolean
  /** Settings by the names that daemon.json has for them. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Flags that are neither settings nor known ones. */
  readonly others: readonly string[]
}

const settings: Readonly<Record<string, { name: string; kind: 'text' | 'list' | 'flag' }>> = {
  '-H': { name: 'hosts', kind: 'list' },
  '--host': { name: 'hosts', kind: 'list' },
  '-D': { name: 'debug', kind: 'flag' },
  '--debug': { name: 'debug', kind: 'flag' },
  '-G': { name: 'group', kind: 'text' },
  '--group': { name: 'group', kind: 'text' },
  '-b': { name: 'bridge', kind: 'text' },
  '--bridge': { name: 'bridge', kind: 'text' },
  '-l': { name: 'log-level', kind: 'text' },
  '--log-level': { name: 'log-level', kind: 'text' },
  '--data-root': { name: 'data-root', kind: 'text' },
  '--exec-opt': { name: 'exec-opts', kind: 'list' },
  '--storage-opt': { name: 'storage-opts', kind: 'list' },
  '--dns': { name: 'dns', kind: 'list' },
  '--label': { name: 'labels', kind: 'list' },
  '--insecure-registry': { name: 'insecure-registries', kind: 'list' },
  '--fixed-cidr': { name: 'fixed-cidr', kind: 'text' },
  '--tls': { name: 'tls', kind: 'flag' },
  '--tlsverify': { name: 'tlsverify', kind: 'flag' },
  '--tlscacert': { name: 'tlscacert', kind: 'text' },
  '--tlscert': { name: 'tlscert', kind: 'text' },
  '--tlskey': { name: 'tlskey', kind: 'text' },
}

/** Splits a command line as Windows programs read it. */
export function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:"((?:[^"\\]|\\.)*)"|[^\s"])+/g)].map(([word]) =>
    word.replace(/"((?:[^"\\]|\\.)*)"/g, '$1'),
  )
}

/** daemon.json follows the --data-root flag, not the key (section 5.1 of the facts). */
export function readFlags([program = '', ...words]: readonly string[]): DaemonFlags {
  const found: Record<string, unknown> = {}
  const others: string[] = []
  let configFile: string | null = null
  for (let at = 0; at < words.length; at += 1) {
    const [, name = '', joined] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(words[at] ?? '') ?? []
    const value = () => joined ?? words[++at] ?? ''
    const known = settings[name]
    if (name === '--config-file') configFile = value()
    else if (!known) others.push(words[at] ?? '')
    else if (known.kind === 'flag') found[known.name] = joined !== 'false'
    else if (known.kind === 'text') found[known.name] = value()
    else found[known.name] = [...((found[known.name] as string[] | undefined) ?? []), value()]
  }
  const root = typeof found['data-root'] === 'string' ? found['data-root'] : 'C:\\ProgramData\\docker'
  return {
    program,
    settings: found,
    others,
    configFile: configFile ?? `${root}\\config\\daemon.json`,
    configFileGiven: configFile !== null,
  }
}
