import { Secret } from '../../secret.ts'

/** How someone signs in to one registry: name and password, or an identity token that the registry gave out. */
export type RegistryLogin =
  | { kind: 'password'; username: string; password: Secret }
  | { kind: 'identity-token'; token: Secret }

/** The name under which Docker Hub's login is kept, in config.json and by credential helpers. */
const hubKey = 'https://index.docker.io/v1/'
/** User name that a credential helper answers when the secret is an identity token (docker/cli, credentials store). */
const tokenUser = '<token>'

/** The key of a registry host (`docker.io`, `host:5000`) in docker's configuration. */
export function loginKey(registry: string): string {
  return registry === 'docker.io' ? hubKey : registry
}

/** A login from what a helper or the file holds; null when that is empty. */
export function makeLogin(username: string, secret: string, identityToken = ''): RegistryLogin | null {
  if (identityToken) return { kind: 'identity-token', token: new Secret(identityToken) }
  if (!secret) return null
  if (username === tokenUser) return { kind: 'identity-token', token: new Secret(secret) }
  return { kind: 'password', username, password: new Secret(secret) }
}

/** The value of the Engine API's X-Registry-Auth header: base64url, with padding, of the login as JSON. */
export function registryAuthHeader(login: RegistryLogin, registry: string): Secret {
  const serveraddress = loginKey(registry)
  const fields =
    login.kind === 'password'
      ? { username: login.username, password: login.password.reveal(), serveraddress }
      : { identitytoken: login.token.reveal(), serveraddress }
  const text = Buffer.from(JSON.stringify(fields)).toString('base64')
  return new Secret(text.replaceAll('+', '-').replaceAll('/', '_'))
}
