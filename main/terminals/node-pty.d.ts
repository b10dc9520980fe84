/// <reference path="../../node_modules/node-pty/node-pty.d.ts" />

// The package is an alias of @lydell/node-pty, whose types name only itself.
declare module 'node-pty' {
  export * from '@lydell/node-pty'
}
