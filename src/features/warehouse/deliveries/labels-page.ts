import type { LabelChoice } from '../../../web/labels.ts'
import { labelsPage } from '../../../web/labels.ts'
import type { LabelsPage } from '../../../web/pages.ts'
import { skuLabel } from '../../catalog/skus/label.ts'
import type { DeliveryRow, LabelledLine } from './queries.ts'

/** A label for each piece of a delivery: of the accepted ones, or of all that should come while nothing has. */
export function deliveryLabels(
  delivery: DeliveryRow,
  lines: readonly LabelledLine[],
  choice: LabelChoice,
): LabelsPage {
  return labelsPage(
    'SKU 标签',
    { label: delivery.number, href: `/warehouse/deliveries/${delivery.id}` },
    lines.map((line) => skuLabel(line, line.pieces)),
    choice,
  )
}
