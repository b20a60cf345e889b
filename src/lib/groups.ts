/** Items by their key, in the order in which keys and items first appear (Node 20 has no `Map.groupBy`). */
export function groupBy<T, Key>(items: Iterable<T>, keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The sum of a figure over items. */
export function sumOf<T>(items: Iterable<T>, figure: (item: T) => number): number {
  let sum = 0
  for (const item of items) sum += figure(item)
  return sum
}
