import { helpText } from '../cmd/help-texts.ts'
import type { Program } from '../program.ts'

/** `help`, `help NAME`: cmd's commands, and the programs that go with them. */
export const help: Program = async ({ argv, io }) => {
  const name = argv[1]?.toLowerCase()
  if (name !== undefined) {
    const text = helpText(name)
    if (text === null) {
      await io.err.write(`This command is not supported by the help utility.  Try "${name} /?".\r\n`)
      return 1
    }
    await io.out.write(text)
    return 1
  }
  const rows = Object.entries(commands).map(([command, what]) => `${command.padEnd(15)}${what}\r\n`)
  await io.out.write(
    `For more information on a specific command, type HELP command-name\r\n${rows.join('')}\r\nFor more information on tools see the command-line reference in the online help.\r\n`,
  )
  return 1
}

/** Of the real list those that this practice host has. */
const commands: Readonly<Record<string, string>> = {
  ATTRIB: 'Displays or changes file attributes.',
  CALL: 'Calls one batch program from another.',
  CD: 'Displays the name of or changes the current directory.',
  CHDIR: 'Displays the name of or changes the current directory.',
  CLS: 'Clears the screen.',
  CMD: 'Starts a new instance of the Windows command interpreter.',
  COLOR: 'Sets the default console foreground and background colors.',
  COPY: 'Copies one or more files to another location.',
  DATE: 'Displays or sets the date.',
  DEL: 'Deletes one or more files.',
  DIR: 'Displays a list of files and subdirectories in a directory.',
  ECHO: 'Displays messages, or turns command echoing on or off.',
  ENDLOCAL: 'Ends localization of environment changes in a batch file.',
  ERASE: 'Deletes one or more files.',
  EXIT: 'Quits the CMD.EXE program (command interpreter).',
  FIND: 'Searches for a text string in a file or files.',
  FINDSTR: 'Searches for strings in files.',
  FOR: 'Runs a specified command for each file in a set of files.',
  GOTO: 'Directs the Windows command interpreter to a labeled line in a\r\n               batch program.',
  HELP: 'Provides Help information for Windows commands.',
  IF: 'Performs conditional processing in batch programs.',
  MD: 'Creates a directory.',
  MKDIR: 'Creates a directory.',
  MORE: 'Displays output one screen at a time.',
  MOVE: 'Moves one or more files from one directory to another\r\n               directory.',
  PATH: 'Displays or sets a search path for executable files.',
  PAUSE: 'Suspends processing of a batch file and displays a message.',
  POPD: 'Restores the previous value of the current directory saved by\r\n               PUSHD.',
  PROMPT: 'Changes the Windows command prompt.',
  PUSHD: 'Saves the current directory then changes it.',
  RD: 'Removes a directory.',
  REM: 'Records comments (remarks) in batch files or CONFIG.SYS.',
  REN: 'Renames a file or files.',
  RENAME: 'Renames a file or files.',
  RMDIR: 'Removes a directory.',
  SC: 'Displays or configures services (background processes).',
  SET: 'Displays, sets, or removes Windows environment variables.',
  SETLOCAL: 'Begins localization of environment changes in a batch file.',
  SORT: 'Sorts input.',
  START: 'Starts a separate window to run a specified program or command.',
  SYSTEMINFO: 'Displays machine specific properties and configuration.',
  TASKKILL: 'Kill or stop a running process or application.',
  TASKLIST: 'Displays all currently running tasks including services.',
  TIME: 'Displays or sets the system time.',
  TITLE: 'Sets the window title for a CMD.EXE session.',
  TREE: 'Graphically displays the directory structure of a drive or\r\n               path.',
  TYPE: 'Displays the contents of a text file.',
  VER: 'Displays the Windows version.',
  VOL: 'Displays a disk volume label and serial number.',
}
