/** A line that PowerShell cannot read; offsets in the line. */
export class PsParseError extends Error {
  readonly id: string
  readonly start: number
  readonly end: number
  /** More lines could complete it. */
  readonly incomplete: boolean

  constructor(message: string, id: string, start: number, end: number, incomplete = false) {
    super(message)
    this.id = id
    this.start = start
    this.end = end
    this.incomplete = incomplete
  }
}
