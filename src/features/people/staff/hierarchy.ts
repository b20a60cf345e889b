/** Who reports to whom, as it stands now: the direct superior of each person, null at the top. */
export type Superiors = ReadonlyMap<number, number | null>

/** The people of a circle in the reporting line, in order, or null if there's none. */
export function cycleIn(superiors: Superiors): number[] | null {
  const ends = new Set<number>()
  for (const start of superiors.keys()) {
    const path: number[] = []
    let person: number | null = start
    while (person !== null && !ends.has(person)) {
      const seen = path.indexOf(person)
      if (seen >= 0) return path.slice(seen)
      path.push(person)
      person = superiors.get(person) ?? null
    }
    for (const one of path) ends.add(one)
  }
  return null
}

/** Those who would form a circle if these people were given these superiors, or null. */
export function cycleAfter(superiors: Superiors, changes: Superiors): number[] | null {
  return cycleIn(new Map([...superiors, ...changes]))
}

/** A person in the chart with those who report to him. */
export interface Branch<Person> {
  readonly person: Person
  readonly reports: readonly Branch<Person>[]
}

interface Placed {
  readonly id: number
  readonly superiorId: number | null
}

/**
 * The people as trees, in their order. Whoever's superior isn't among them stands at the top, so nobody is lost;
 * the input must have no circles.
 */
export function branches<Person extends Placed>(people: readonly Person[]): Branch<Person>[] {
  const known = new Set(people.map(({ id }) => id))
  const below = new Map<number | null, Person[]>()
  for (const person of people) {
    const superior = person.superiorId !== null && known.has(person.superiorId) ? person.superiorId : null
    below.set(superior, [...(below.get(superior) ?? []), person])
  }
  const under = (superior: number | null): Branch<Person>[] =>
    (below.get(superior) ?? []).map((person) => ({ person, reports: under(person.id) }))
  return under(null)
}
