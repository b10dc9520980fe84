// The directions of the house (docs/architecture.md), for imports that exist at run time: scripts/cruise.mjs leaves out
// those of types only, so a type may be looked at across a boundary, and closes no circle.
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
      '^main/command-line/open-in-browser\\.ts$',
      '^main/cli\\.ts$',
      // Opens the window's program, or the default browser at the one-time address.
      '^main/cli\\.ts$',
      '^main/command-line/',
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
    // Declarations exist for the type checker only.
    exclude: { path: '^out/|\\.d\\.ts$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
