import { randomInt } from 'node:crypto'

const FIRST =
  'admiring agitated amazing bold brave busy charming clever cool dazzling determined eager elated epic festive focused friendly funny gallant gifted goofy gracious happy hopeful hungry inspiring jolly jovial keen kind laughing loving lucid magical modest mystifying nervous nice nifty optimistic peaceful pensive priceless quirky quizzical relaxed reverent romantic serene sharp sleepy stoic sweet tender thirsty trusting upbeat vibrant vigilant wizardly wonderful youthful zealous zen'.split(
    ' ',
  )
const LAST =
  'archimedes babbage banach bartik bell benz bohr boyd carson chandrasekhar clarke colden curie darwin davinci dijkstra easley edison einstein engelbart euclid euler faraday fermat fermi feynman franklin galileo gates gauss goldberg goodall hamilton hawking heisenberg hertz hoover hopper hypatia johnson kalam kepler khorana kilby knuth lamarr leavitt lovelace meitner mendel mendeleev mirzakhani moore napier newton nightingale nobel noether pare pascal pasteur payne perlman pike poincare ptolemy raman ride ritchie rosalind saha shannon shaw shockley sinoussi stallman swartz tesla thompson torvalds turing volhard wescoff williams wilson wozniak wright yalow'.split(
    ' ',
  )

/** A name of two words that `taken` does not have, as the engine gives. */
export function randomName(taken: (name: string) => boolean): string {
  for (;;) {
    const name = `${FIRST[randomInt(FIRST.length)]}_${LAST[randomInt(LAST.length)]}`
    if (!taken(name)) return name
    const numbered = `${name}${randomInt(10)}`
    if (!taken(numbered)) return numbered
  }
}

const NAME = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** Whether a container may have this name. */
export function nameFits(name: string): boolean {
  return NAME.test(name)
}
