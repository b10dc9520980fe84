import { expect, test } from 'vitest'
import { pullFailure } from '../../../main/engine/pull-failures.ts'

/** The engine's own texts (moby distribution/, seen on 20.10 and 28). */
const texts: [text: string, code: string][] = [
  ['Get "https://reg.example/v2/app/manifests/1": no basic auth credentials', 'registry-unauthorized'],
  ['unauthorized: authentication required', 'registry-unauthorized'],
  [
    "pull access denied for app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'registry-unauthorized',
  ],
  ['manifest for app:none not found: manifest unknown: manifest unknown', 'image-not-found'],
  ['write /var/lib/docker/tmp/GetImageBlob1: no space left on device', 'disk-full'],
  ['failed to register layer: BackupWrite C:\\x: There is not enough space on the disk.', 'disk-full'],
  ['no matching manifest for windows/amd64 10.0.17763 in the manifest list entries', 'no-matching-manifest'],
  ['a Windows version 10.0.26100-based image is incompatible with a 10.0.20348 host', 'image-incompatible'],
  ['toomanyrequests: You have reached your pull rate limit.', 'registry-rate-limit'],
  ['Get "http://127.0.0.1:9/v2/": dial tcp 127.0.0.1:9: connect: connection refused', 'registry-unreachable'],
  ['Get "https://reg:5000/v2/": http: server gave HTTP response to HTTPS client', 'registry-plain'],
  ['filesystem layer verification failed for digest sha256:1', 'pull-damaged'],
  ['unexpected EOF', 'pull-damaged'],
  ['something new', 'pull-failed'],
]

test.each(texts)('I2: %s', (text, code) => {
  const { explained } = pullFailure(text, 'reg.example')
  expect(explained).toMatchObject({ code, detail: text })
  expect(explained.message).not.toBe('')
  expect(explained.remedy).not.toBe('')
})

test('I2: the login to copy names the registry, but for Docker Hub', () => {
  const action = (registry: string) => pullFailure('unauthorized: authentication required', registry).explained.action
  expect(action('reg.example')).toMatchObject({ text: 'docker login reg.example' })
  expect(action('docker.io')).toMatchObject({ text: 'docker login' })
})
