import type { FlatRow, Kind, Said } from './kind.ts'

/** The kind of files whose columns a person has mapped: the same rows, under the headings that were said. */
export function kindByHand<Row extends FlatRow>(kind: Kind<Row>, said: Said): Kind<Row> {
  const columns = Object.fromEntries(
    Object.entries(kind.columns).map(([field, column]) => {
      const heading = said.headings[field]
      return [field, { ...column, headings: heading === undefined ? [] : [heading] }]
    }),
  ) as Kind<Row>['columns']
  return {
    ...kind,
    columns,
    signatures: [{ all: Object.values(said.headings) }],
    generations: [{ name: 'H', label: '手工对应的列', all: [] }],
    unused: said.others,
    byHand: { of: kind, said },
  }
}
