/**
 * What `COMMAND /?` prints of cmd's own commands: description and syntax. The real texts go on with a list of every
 * switch; here stand the parts that this cmd does.
 */
const helpTexts: Readonly<Record<string, string>> = {
  cd: `Displays the name of or changes the current directory.

CHDIR [/D] [drive:][path]
CHDIR [..]
CD [/D] [drive:][path]
CD [..]

  ..   Specifies that you want to change to the parent directory.

Type CD drive: to display the current directory in the specified drive.
Type CD without parameters to display the current drive and directory.
`,
  cls: `Clears the screen.

CLS
`,
  copy: `Copies one or more files to another location.

COPY [/D] [/V] [/N] [/Y | /-Y] [/Z] [/L] [/A | /B ] source [/A | /B]
     [+ source [/A | /B] [+ ...]] [destination [/A | /B]]
`,
  date: `Displays or sets the date.

DATE [/T | date]

Type DATE without parameters to display the current date setting and
a prompt for a new one.  Press ENTER to keep the same date.
`,
  del: `Deletes one or more files.

DEL [/P] [/F] [/S] [/Q] [/A[[:]attributes]] names
ERASE [/P] [/F] [/S] [/Q] [/A[[:]attributes]] names
`,
  dir: `Displays a list of files and subdirectories in a directory.

DIR [drive:][path][filename] [/A[[:]attributes]] [/B] [/C] [/D] [/L] [/N]
  [/O[[:]sortorder]] [/P] [/Q] [/R] [/S] [/T[[:]timefield]] [/W] [/X] [/4]
`,
  echo: `Displays messages, or turns command-echoing on or off.

  ECHO [ON | OFF]
  ECHO [message]

Type ECHO without parameters to display the current echo setting.
`,
  exit: `Quits the CMD.EXE program (command interpreter) or the current batch
script.

EXIT [/B] [exitCode]
`,
  for: `Runs a specified command for each file in a set of files.

FOR %variable IN (set) DO command [command-parameters]
`,
  if: `Performs conditional processing in batch programs.

IF [NOT] ERRORLEVEL number command
IF [NOT] string1==string2 command
IF [NOT] EXIST filename command
`,
  mkdir: `Creates a directory.

MKDIR [drive:]path
MD [drive:]path
`,
  move: `Moves files and renames files and directories.

To move one or more files:
MOVE [/Y | /-Y] [drive:][path]filename1[,...] destination

To rename a directory:
MOVE [/Y | /-Y] [drive:][path]dirname1 dirname2
`,
  path: `Displays or sets a search path for executable files.

PATH [[drive:]path[;...][;%PATH%]
PATH ;
`,
  rmdir: `Removes (deletes) a directory.

RMDIR [/S] [/Q] [drive:]path
RD [/S] [/Q] [drive:]path
`,
  ren: `Renames a file or files.

RENAME [drive:][path]filename1 filename2.
REN [drive:][path]filename1 filename2.

Note that you cannot specify a new drive or path for your destination file.
`,
  set: `Displays, sets, or removes cmd.exe environment variables.

SET [variable=[string]]

  variable  Specifies the environment-variable name.
  string    Specifies a series of characters to assign to the variable.

Type SET without parameters to display the current environment variables.
`,
  time: `Displays or sets the system time.

TIME [/T | time]

Type TIME with no parameters to display the current time setting and a prompt
for a new one.  Press ENTER to keep the same time.
`,
  title: `Sets the window title for the command prompt window.

TITLE [string]

  string       Specifies the title for the command prompt window.
`,
  type: `Displays the contents of a text file or files.

TYPE [drive:][path]filename
`,
  ver: `Displays the Windows version.

VER
`,
  vol: `Displays the disk volume label and serial number, if they exist.

VOL [drive:]
`,
}

const same: Readonly<Record<string, string>> = {
  chdir: 'cd',
  erase: 'del',
  md: 'mkdir',
  rd: 'rmdir',
  rename: 'ren',
}

/** The text for a command, lines ended as cmd ends them; null for one without. */
export function helpText(name: string): string | null {
  const key = same[name] ?? name
  const text = Object.hasOwn(helpTexts, key) ? helpTexts[key] : undefined
  return text === undefined ? null : text.replaceAll('\n', '\r\n')
}
