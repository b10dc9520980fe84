import { date, time } from './builtins/clock.ts'
import { color, endlocal, prompt, setlocal, start } from './builtins/console.ts'
import { copy } from './builtins/copy.ts'
import { del } from './builtins/del.ts'
import { dir } from './builtins/dir.ts'
import { cd, mkdir, popd, pushd, rmdir } from './builtins/folders.ts'
import { move, ren } from './builtins/move.ts'
import { call, cls, echo, exit, goto, pauseKey, rem, title, ver, vol } from './builtins/shell.ts'
import { type } from './builtins/type.ts'
import { path, set } from './builtins/variables.ts'
import type { Builtin } from './session.ts'

/** cmd's own commands by name. */
export const builtins: Readonly<Partial<Record<string, Builtin>>> = Object.assign(Object.create(null), {
  call,
  cd,
  chdir: cd,
  cls,
  color,
  copy,
  date,
  del,
  dir,
  echo,
  endlocal,
  erase: del,
  exit,
  goto,
  md: mkdir,
  mkdir,
  move,
  path,
  pause: pauseKey,
  popd,
  prompt,
  pushd,
  rd: rmdir,
  rem,
  ren,
  rename: ren,
  rmdir,
  set,
  setlocal,
  start,
  time,
  title,
  type,
  ver,
  vol,
})
