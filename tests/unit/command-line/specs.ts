import fc from 'fast-check'
import { type ContainerSpec, emptyContainerSpec } from '../../../preload/contract/container-spec.ts'

const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,20}$/)
const value = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\0\r\n]/g, ''))
const awkward = fc.constantFrom(
  'C:\\a b\\',
  `it's "so"`,
  '%PATH%',
  '$HOME',
  '',
  '{"a":[1]}',
  'x=y=z',
  '-it',
  '--',
  '`n',
)
const text = fc.oneof(value, awkward)
const pairs = fc.array(fc.record({ name: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.]{0,15}$/), value: text }), {
  maxLength: 4,
})
const image = fc.constantFrom(
  'alpine',
  'mcr.microsoft.com/windows/nanoserver:ltsc2025',
  `localhost:5000/a/b@sha256:${'0'.repeat(64)}`,
)
const ports = fc.array(fc.constantFrom('80', '8080:80/udp', '[::1]:1:1', '127.0.0.1::9', '8000-8005:80'), {
  maxLength: 3,
})
const volumes = fc.array(
  fc.constantFrom('C:\\my data:C:\\data:ro', 'name:/data', '/a b:/c', '\\\\.\\pipe\\a:\\\\.\\pipe\\a', 'd:'),
  {
    maxLength: 3,
  },
)
const restartPolicy: fc.Arbitrary<ContainerSpec['restartPolicy']> = fc.constantFrom(
  { name: 'no' },
  { name: 'always' },
  { name: 'unless-stopped' },
  { name: 'on-failure' },
  { name: 'on-failure', maximumRetryCount: 5 },
)
const capabilities = fc.array(fc.constantFrom('NET_ADMIN', 'SYS_TIME', 'ALL'), { maxLength: 2 })
const filled = text.filter((given) => given !== '')

const optional = fc.record(
  {
    name,
    hostname: name,
    entrypoint: fc.array(text, { minLength: 1, maxLength: 1 }),
    cpuCount: fc.integer({ min: 1, max: 64 }),
    cpuPercent: fc.integer({ min: 1, max: 100 }),
    cpus: fc.integer({ min: 1, max: 6400 }).map((hundredths) => hundredths / 100),
    memory: fc.oneof(fc.integer({ min: 1, max: 2 ** 40 }), fc.constantFrom(536870912, 1024, 2 ** 31, 1536 * 2 ** 20)),
    network: fc.constantFrom('nat', 'none', 'container:other'),
    user: filled,
    workingDirectory: filled,
    credentialSpec: fc.constantFrom('file://web.json', 'raw://{"CmsPlugins":["ActiveDirectory"]}'),
    storageSize: fc.constantFrom('50G', '127gb'),
    stopTimeout: fc.integer({ min: -1, max: 300 }),
    platform: fc.constantFrom('windows/amd64', 'linux/arm64/v8'),
  },
  { requiredKeys: [] },
)
const always = fc.record({
  image,
  command: fc.array(text, { maxLength: 4 }),
  interactive: fc.boolean(),
  tty: fc.boolean(),
  isolation: fc.constantFrom('default' as const, 'process' as const, 'hyperv' as const),
  environment: pairs,
  ports,
  volumes,
  restartPolicy,
  labels: pairs,
  autoRemove: fc.boolean(),
  dns: fc.array(fc.constantFrom('1.1.1.1', 'fe80::1'), { maxLength: 2 }),
  privileged: fc.boolean(),
  readOnlyRootfs: fc.boolean(),
  init: fc.boolean(),
  capAdd: capabilities,
  capDrop: capabilities,
})

/** Any spec that a `docker run` line can hold: texts without line breaks, an entrypoint of one word. */
export const anySpec: fc.Arbitrary<ContainerSpec> = fc
  .tuple(always, optional)
  .map(([required, given]) => ({ ...emptyContainerSpec(), ...required, ...given }))
