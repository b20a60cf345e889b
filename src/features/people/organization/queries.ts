import type { Position } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { guides } from './guides.ts'

/** The responsibilities of a position as they are in force. */
export interface PositionGuide {
  position: Position
  lines: readonly string[]
  /** The stored text's id and version; null and 0 while it's still the one we begin with. */
  id: number | null
  version: number
}

/** What some positions answer for, in the given order. */
export async function guidesOf(positions: readonly Position[]): Promise<PositionGuide[]> {
  const rows = await db.positionGuide.findMany({ where: { position: { in: [...positions] } } })
  return positions.map((position) => {
    const row = rows.find((candidate) => candidate.position === position)
    return row
      ? { position, lines: row.responsibilities.split('\n'), id: row.id, version: row.version }
      : { position, lines: guides[position], id: null, version: 0 }
  })
}
