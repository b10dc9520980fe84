#!/usr/bin/env node
// A native command of Windows: hands its name and arguments to the practice machine, and ends as that one says.
import { connect } from 'node:net'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'

const socket = connect(process.env.SLIPWAY_STAND_INS)
socket.write(`${JSON.stringify({ native: basename(process.argv[1]), args: process.argv.slice(2) })}\n`)
for await (const line of createInterface({ input: socket })) {
  const { outcome, failure } = JSON.parse(line)
  if (failure) {
    process.stderr.write(`The practice machine failed: ${failure}\n`)
    process.exit(250)
  }
  if (!outcome) continue
  process.stdout.write(outcome.output)
  process.stderr.write(outcome.errorOutput || outcome.errors.map(({ message }) => `${message}\n`).join(''))
  process.exitCode = outcome.exitCode ?? 251
  socket.end()
}
