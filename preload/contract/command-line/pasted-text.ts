/** Prompts before a command, as consoles show them: `PS C:\>`, `C:\>`, `$`, `user@host:~$`, `[root@host ~]#`. */
const PROMPT = /^\s*(?:PS [^>\n]*>|[a-z]:\\[^>\n]*>|(?:\[[^\]\n]*\]|[\w.@~:/-]*)[$#](?=\s)|[❯➜%>](?=\s))/iu
/** Prompts before a line that goes on with the command: of PowerShell, of bash and of cmd. */
const GOES_ON = /(?<=[\\`^]\r?\n)[ \t]*(?:>>?(?=\s)|More\?)/g
/** A whole line of remarks; one that shows a command after a root prompt is not meant. */
const REMARK = /^[ \t]*(?:#|::|rem[ \t])(?!.*\b(?:docker|podman|nerdctl)(?:\.exe)?\b.*\b(?:run|create)\b).*(?:\r?\n|$)/i
/** The fence of a code block of Markdown. */
const FENCE = /^\s*```[^\n]*\n|\r?\n[ \t]*```\s*$/g

const blanks = (found: string): string => found.replace(/[^\r\n]/g, ' ')

/**
 * A pasted text with what is around a command blanked out: code fences, remarks before it, prompts. Of the same length,
 * so that places in it are places in the text as pasted; `at` is where the command begins.
 */
export function withoutSurroundings(pasted: string): { text: string; at: number } {
  let text = pasted.replace(FENCE, blanks).replace(GOES_ON, blanks)
  let start = text.length - text.trimStart().length
  for (;;) {
    const remark = REMARK.exec(text.slice(start))
    if (!remark) break
    text = `${text.slice(0, start)}${blanks(remark[0])}${text.slice(start + remark[0].length)}`
    const after = text.length - text.slice(start + remark[0].length).trimStart().length
    if (after === start) break
    start = after
  }
  return { text, at: start + (PROMPT.exec(text.slice(start))?.[0].length ?? 0) }
}
