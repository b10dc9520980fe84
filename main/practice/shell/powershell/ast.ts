/** Where a piece stands in the line, for error messages. */
export interface Extent {
  readonly start: number
  readonly end: number
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | null }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | ({ readonly kind: 'variable'; readonly name: string } & Extent)
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'cast'; readonly type: string; readonly value: Expression }
  | ({ readonly kind: 'member'; readonly target: Expression; readonly name: string; readonly fixed: boolean } & Extent)
  | ({
      readonly kind: 'call'
      readonly target: Expression
      readonly name: string
      readonly fixed: boolean
      readonly arguments: readonly Expression[]
    } & Extent)
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly value: Expression }
  | ({
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    } & Extent)
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'script'; readonly body: readonly Statement[]; readonly array: boolean }
  | { readonly kind: 'table'; readonly entries: readonly (readonly [Expression, Statement])[] }
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly text: string }

export interface Argument extends Extent {
  /** The parameter's name without the dash; null for a value. */
  readonly parameter: string | null
  readonly value: Expression | null
}

export type Element =
  | ({ readonly kind: 'expression'; readonly value: Expression } & Extent)
  | ({
      readonly kind: 'command'
      readonly name: Expression
      readonly arguments: readonly Argument[]
      readonly tail: string
    } & Extent)

export interface OutputTarget {
  readonly append: boolean
  readonly errors: boolean
  readonly target: Expression
}

/** A function of the script's own. */
export interface PsFunction {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly otherwise: Expression | null }[]
  readonly body: readonly Statement[]
}

export type Statement =
  | {
      readonly kind: 'pipeline'
      readonly elements: readonly Element[]
      readonly outputs: readonly OutputTarget[]
      readonly mergeErrors: boolean
    }
  | { readonly kind: 'assign'; readonly target: Expression; readonly operator: string; readonly value: Statement }
  | {
      readonly kind: 'if'
      readonly clauses: readonly (readonly [Statement, readonly Statement[]])[]
      readonly otherwise: readonly Statement[]
    }
  | {
      readonly kind: 'foreach'
      readonly variable: string
      readonly source: Statement
      readonly body: readonly Statement[]
    }
  | {
      readonly kind: 'try'
      readonly body: readonly Statement[]
      readonly rescue: readonly Statement[] | null
      readonly last: readonly Statement[]
    }
  | { readonly kind: 'while'; readonly test: Statement; readonly body: readonly Statement[] }
  | {
      readonly kind: 'for'
      readonly first: Statement | null
      readonly test: Statement | null
      readonly step: Statement | null
      readonly body: readonly Statement[]
    }
  | { readonly kind: 'do'; readonly body: readonly Statement[]; readonly test: Statement; readonly until: boolean }
  | {
      readonly kind: 'switch'
      readonly how: 'exact' | 'wildcard' | 'regex'
      readonly exactCase: boolean
      readonly value: Statement
      readonly clauses: readonly { readonly test: Expression; readonly body: readonly Statement[] }[]
      readonly otherwise: readonly Statement[] | null
    }
  | ({ readonly kind: 'function' } & PsFunction)
  | {
      readonly kind: 'flow'
      readonly what: 'exit' | 'return' | 'break' | 'continue' | 'throw'
      readonly value: Statement | null
    }
