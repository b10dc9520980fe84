import type { ConnectionDraft, ConnectionSecrets, TlsSettings } from '../../../preload/contract/machines.ts'

export type EndpointKind = 'npipe' | 'unix' | 'tcp' | 'ssh'
export type PemFrom = 'none' | 'file' | 'text'

/** One PEM part of the form: where it comes from, and both its fields, so that switching loses nothing. */
export interface PemValue {
  from: PemFrom
  path: string
  pem: string
}

/** The form as it is filled; every field always has a value. */
export interface FormValues {
  name: string
  kind: EndpointKind
  pipe: string
  socket: string
  host: string
  port: string
  user: string
  /** Socket on an SSH host; empty means the docker command's own default there. */
  remoteSocket: string
  tls: boolean
  verify: boolean
  ca: PemValue
  certificate: PemValue
  key: PemValue
  keyPassphrase: string
  serverName: string
  authentication: 'agent' | 'key' | 'password'
  keyFile: string
  password: string
}

const noPem: PemValue = { from: 'none', path: '', pem: '' }

/** A new connection: the usual address of each kind filled in. */
export const NEW_VALUES: FormValues = {
  name: '',
  kind: 'tcp',
  pipe: 'docker_engine',
  socket: '/var/run/docker.sock',
  host: '',
  port: '2376',
  user: '',
  remoteSocket: '',
  tls: true,
  verify: true,
  ca: noPem,
  certificate: noPem,
  key: noPem,
  keyPassphrase: '',
  serverName: '',
  authentication: 'agent',
  keyFile: '',
  password: '',
}

/** Explorer's "Copy as path" puts quotes around a path. */
const pathOf = (text: string) =>
  text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()

const bracket = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)

/** The endpoint as docker writes it. */
export function urlOf(values: FormValues): string {
  const host = bracket(values.host.trim())
  const port = values.port.trim()
  switch (values.kind) {
    case 'npipe': {
      const pipe = values.pipe.trim().replaceAll('\\', '/')
      return `npipe://${pipe.startsWith('//') ? pipe : `//./pipe/${pipe}`}`
    }
    case 'unix':
      return `unix://${values.socket.trim()}`
    case 'tcp':
      return `tcp://${host}${port ? `:${port}` : ''}`
    case 'ssh': {
      const user = values.user.trim() ? `${encodeURIComponent(values.user.trim())}@` : ''
      return `ssh://${user}${host}${port ? `:${port}` : ''}${values.remoteSocket.trim()}`
    }
  }
}

function pemOf({ from, path, pem }: PemValue): TlsSettings['ca'] {
  if (from === 'file' && pathOf(path)) return { from: 'file', path: pathOf(path) }
  if (from === 'text' && pem.trim()) return { from: 'text', pem: `${pem.trim()}\n` }
  return null
}

/** What is sent to main; `kept` says which secrets it has already, which an empty field leaves as they are. */
export function toDraft(
  values: FormValues,
  kept: { key: boolean },
): { draft: ConnectionDraft; secrets: ConnectionSecrets } {
  const secrets: ConnectionSecrets = {}
  let tls: ConnectionDraft['tls'] = null
  let ssh: ConnectionDraft['ssh'] = null
  if (values.kind === 'tcp' && values.tls) {
    const { from, path, pem } = values.key
    let key: TlsSettings['key'] = null
    if (from === 'file' && pathOf(path)) key = { from: 'file', path: pathOf(path) }
    if (from === 'text' && (pem.trim() || kept.key)) {
      key = { from: 'kept' }
      if (pem.trim()) secrets.key = `${pem.trim()}\n`
    }
    if (values.keyPassphrase) secrets.keyPassphrase = values.keyPassphrase
    tls = {
      verify: values.verify,
      ca: pemOf(values.ca),
      certificate: pemOf(values.certificate),
      key,
      serverName: values.serverName.trim() || undefined,
    }
  }
  if (values.kind === 'ssh') {
    ssh = {
      authentication: values.authentication,
      keyFile: values.authentication === 'key' ? pathOf(values.keyFile) || undefined : undefined,
    }
    if (values.authentication === 'password' && values.password) secrets.password = values.password
    if (values.authentication === 'key' && values.keyPassphrase) secrets.keyPassphrase = values.keyPassphrase
  }
  return { draft: { name: values.name.trim(), url: urlOf(values), tls, ssh }, secrets }
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}

function fromPem(pem: TlsSettings['ca']): PemValue {
  if (!pem) return noPem
  return pem.from === 'file' ? { from: 'file', path: pem.path, pem: '' } : { from: 'text', path: '', pem: pem.pem }
}

/**
 * What a whole address in the field Host fills in instead, as it stands in DOCKER_HOST and in contexts; null for a host
 * alone. TLS stays as it was chosen: the address does not tell.
 */
export function fromPastedHost(text: string): Partial<FormValues> | null {
  const host = text.trim()
  if (/^(npipe|unix|tcp|ssh):\/\//i.test(host)) {
    const url = host.replace(/^\w+/, (scheme) => scheme.toLowerCase())
    const {
      kind,
      pipe,
      socket,
      host: name,
      port,
      user,
      remoteSocket,
    } = fromDraft({ name: '', url, tls: null, ssh: null })
    if (kind === 'npipe') return { kind, pipe, host: '' }
    if (kind === 'unix') return { kind, socket, host: '' }
    if (name === '') return null
    if (kind === 'tcp') return { kind, host: name, ...(port ? { port } : {}) }
    // A password in the address is not taken over: it would be shown and saved with the name.
    return { kind, host: name, port, user: user.replace(/:.*$/s, ''), remoteSocket }
  }
  const [, name, port] = /^([^:\s[\]/@]+|\[[^\]]+\]):(\d{1,5})$/.exec(host) ?? []
  return name && port ? { host: name.replace(/^\[|\]$/g, ''), port } : null
}

/** The form for a saved connection. */
export function fromDraft({ name, url, tls, ssh }: ConnectionDraft): FormValues {
  const base: FormValues = { ...NEW_VALUES, name }
  const npipe = /^npipe:\/\/(.*)$/.exec(url)?.[1]
  if (npipe !== undefined) return { ...base, kind: 'npipe', pipe: npipe.replace(/^\/\/\.\/pipe\//, '') }
  const socket = /^unix:\/\/(.*)$/.exec(url)?.[1]
  if (socket !== undefined) return { ...base, kind: 'unix', socket }
  const parts = /^(tcp|ssh|https?):\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?(\/.*)?$/.exec(url)
  const host = (parts?.[3] ?? '').replace(/^\[|\]$/g, '')
  const port = parts?.[4] ?? ''
  if (parts?.[1] === 'ssh') {
    return {
      ...base,
      kind: 'ssh',
      host,
      port,
      user: decoded(parts[2] ?? ''),
      remoteSocket: parts[5] ?? '',
      authentication: ssh?.authentication ?? 'agent',
      keyFile: ssh?.keyFile ?? '',
    }
  }
  return {
    ...base,
    kind: 'tcp',
    host,
    port,
    tls: tls !== null,
    verify: tls?.verify ?? true,
    ca: fromPem(tls?.ca ?? null),
    certificate: fromPem(tls?.certificate ?? null),
    key:
      tls?.key?.from === 'file'
        ? { from: 'file', path: tls.key.path, pem: '' }
        : { from: tls?.key ? 'text' : 'none', path: '', pem: '' },
    serverName: tls?.serverName ?? '',
  }
}
