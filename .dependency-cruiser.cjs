// The directions of the house (docs/architecture.md). TypeScript 7 has no JavaScript API, so swc parses; swc marks no
// import as type-only, so `import type` counts like any other here: a type that both sides of a boundary need belongs
// into preload/contract, and a type that would close a circle into a file of its own.
const only = (name, comment, target, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(main|preload|renderer)/', pathNot: allowed },
  to: { path: target },
})

/** A package wherever npm put it, or its bare name when it is not resolved (Electron and Node's own modules). */
const pack = (name) => `(^|/)node_modules/${name}(/|$)|^${name}$`

module.exports = {
  forbidden: [
    {
      name: 'renderer-not-main',
      comment: 'The pages know the contract, never the program behind it.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/|^preload/(?!contract/|transport\\.ts$)' },
    },
    {
      name: 'main-not-renderer',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^renderer/|^preload/(?!contract/|transport\\.ts$)' },
    },
    {
      name: 'preload-alone',
      comment: 'The boundary depends on neither side.',
      severity: 'error',
      from: { path: '^preload/' },
      to: { path: '^(main|renderer)/' },
    },
    only('electron-at-the-door', 'Everything else is plain Node, for all three doors.', pack('electron'), [
      '^main/app\\.ts$',
      '^main/window/',
      '^preload/index\\.ts$',
    ]),
    only('dockerode-behind-dial', 'Who may speak the Engine API.', pack('(dockerode|docker-modem)'), [
      '^main/connections/dial\\.ts$',
      '^main/engine/',
      '^main/terminals/',
    ]),
    only('pty-in-terminals', 'One owner of pseudo terminals.', pack('(node-pty|@lydell/node-pty.*)'), [
      '^main/terminals/',
    ]),
    only('child-process-where-said', 'Who may start programs: docs/security.md.', '^(node:)?child_process$', [
      '^main/setup/host/',
      '^main/connections/',
      '^main/engine/registry/',
      '^main/terminals/',
      '^main/secrets[^/]*\\.ts$',
    ]),
    {
      name: 'practice-apart',
      comment: 'The practice host answers like a real one: nobody may know that it is there but services.ts.',
      severity: 'error',
      from: { path: '^main/(setup|engine|terminals)/' },
      to: { path: '^main/practice/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
