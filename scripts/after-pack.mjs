import { chmod, copyFile, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Puts the `slipway` command beside the packed program (docs/decisions/command-launcher.md). Called by electron-builder.
 *
 * Windows: a copy of the program whose PE header asks for a console, and a .cmd that calls it; a GUI program's output
 * and exit code do not reach a shell. Elsewhere: a shell script; a command needs no display.
 */
export default async function afterPack(context) {
  const { appOutDir, electronPlatformName, packager } = context
  if (electronPlatformName === 'win32') {
    const fuses = await packager.generateFuseConfig(packager.config.electronFuses)
    await packager.addElectronFuses(context, fuses)
    const console_ = join(appOutDir, 'slipway-console.exe')
    await copyFile(join(appOutDir, `${packager.appInfo.productFilename}.exe`), console_)
    await askForConsole(console_)
    await writeFile(join(appOutDir, 'slipway.cmd'), '@"%~dp0slipway-console.exe" %*\r\n')
    return
  }
  if (electronPlatformName === 'linux') {
    await writeFile(join(appOutDir, 'slipway'), LINUX_LAUNCHER)
    await chmod(join(appOutDir, 'slipway'), 0o755)
  }
}

const LINUX_LAUNCHER = `#!/bin/sh
# The slipway command: opens the window, or runs a command. A command opens no window, yet Chromium wants a display
# to start with: where there is none, an empty virtual one stands in.
here=$(dirname "$(readlink -f "$0")")
[ $# -eq 0 ] && exec "$here/slipway-window"
case " $* " in *" -h "*|*" --help "*|*" -V "*|*" --version "*) text=1 ;; *) text= ;; esac
# Chromium refuses to start for root without this switch; a command opens no page.
[ "$(id -u)" -eq 0 ] && set -- --no-sandbox "$@"
if [ -n "$text" ] || [ -n "$DISPLAY$WAYLAND_DISPLAY" ]; then exec "$here/slipway-window" --disable-gpu "$@"; fi
if ! command -v Xvfb >/dev/null; then
  echo "Without a display this command needs the program Xvfb (Debian: apt-get install xvfb)." >&2
  exit 1
fi
# Xvfb picks a free number and writes it when it is ready.
number=$(mktemp)
Xvfb -displayfd 3 -screen 0 640x480x8 -nolisten tcp 3>"$number" >/dev/null 2>&1 &
screen=$!
trap 'kill "$screen" 2>/dev/null; rm -f "$number"' EXIT
while [ ! -s "$number" ] && kill -0 "$screen" 2>/dev/null; do sleep 0.1; done
DISPLAY=":$(cat "$number")" "$here/slipway-window" --disable-gpu "$@" &
program=$!
trap 'kill -TERM "$program" 2>/dev/null' TERM INT HUP
# The first wait ends when a signal comes, the second with the program and its exit code.
wait "$program"
code=$?
while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done
exit "$code"
`

/** Where a PE file's header starts is at 0x3c; Subsystem is 68 bytes into its optional header (PE format, Microsoft). */
const IMAGE_SUBSYSTEM_WINDOWS_GUI = 2
const IMAGE_SUBSYSTEM_WINDOWS_CUI = 3

/** Changes the Subsystem field of a Windows program from GUI to console; throws when it is not such a program. */
export async function askForConsole(path) {
  const file = await open(path, 'r+')
  try {
    const word = Buffer.alloc(4)
    await file.read(word, 0, 4, 0x3c)
    const header = word.readUInt32LE(0)
    await file.read(word, 0, 4, header)
    if (word.toString('latin1') !== 'PE\0\0') throw new Error(`${path} is not a Windows program`)
    const at = header + 4 + 20 + 68
    await file.read(word, 0, 2, at)
    if (word.readUInt16LE(0) !== IMAGE_SUBSYSTEM_WINDOWS_GUI) throw new Error(`${path} is not a GUI program`)
    word.writeUInt16LE(IMAGE_SUBSYSTEM_WINDOWS_CUI, 0)
    await file.write(word, 0, 2, at)
  } finally {
    await file.close()
  }
}
