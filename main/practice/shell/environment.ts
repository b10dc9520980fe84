/** Environment variables as Windows keeps them: looked up without regard to case, listed by name. */
export class Environment {
  readonly #variables = new Map<string, { name: string; value: string }>()

  constructor(variables: Iterable<readonly [string, string]> = []) {
    for (const [name, value] of variables) this.set(name, value)
  }

  get(name: string): string | undefined {
    return this.#variables.get(name.toUpperCase())?.value
  }

  /** An empty value removes the variable, as Windows does. */
  set(name: string, value: string): void {
    const key = name.toUpperCase()
    if (value === '') this.#variables.delete(key)
    else this.#variables.set(key, { name: this.#variables.get(key)?.name ?? name, value })
  }

  /** Name and value, sorted by name. */
  entries(): [string, string][] {
    return [...this.#variables.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { name, value }]) => [name, value])
  }

  copy(): Environment {
    return new Environment(this.entries())
  }
}
