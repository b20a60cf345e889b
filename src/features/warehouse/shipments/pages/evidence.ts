import { durationWords } from '../../../../lib/date-words.ts'
import { formatMinute, formatSecond } from '../../../../lib/dates.ts'
import type { Fact, Page } from '../../../../web/parts.ts'
import { stateBadge } from '../../../../web/moves.ts'
import { photosView } from '../../../../web/photos.ts'
import type { PhotosView } from '../../../../web/parts.ts'
import type { PackingEvidence } from '../evidence.ts'
import { shipments } from '../noun.ts'
import { home } from '../words.ts'

/** How a parcel was packed, on paper: `views/warehouse/shipments/evidence`. */
export interface EvidencePage extends Page {
  layout: 'print'
  number: string
  printed: string
  facts: Fact[]
  lines: { code: string; product: string; look: string; quantity: string; checked: string }[]
  scans: { at: string; code: string; answer: string; wrong: boolean; who: string; where: string }[]
  photos: PhotosView
}

/** The evidence of a parcel's packing, ready to print. */
export function evidencePage(evidence: PackingEvidence, now: Date): EvidencePage {
  const { row, lines, scans, photos } = evidence
  return {
    title: `打包记录 ${row.number}`,
    layout: 'print',
    breadcrumb: [home, { label: row.number, href: `/warehouse/shipments/${row.id}` }, { label: '打包记录' }],
    number: row.number,
    printed: formatMinute(now),
    facts: factsOf(evidence),
    lines: lines.map(({ code, product, color, size, quantity, checked }) => ({
      code,
      product,
      look: [color, size].filter(Boolean).join(' '),
      quantity: String(quantity),
      checked: String(checked),
    })),
    scans: scans.map((scan) => ({
      at: formatSecond(scan.scannedAt),
      code: scan.code,
      answer: scan.answer,
      wrong: scan.wrong,
      who: scan.personName,
      where: scan.deviceName,
    })),
    photos: photosView(shipments.key, row.id, photos),
  }
}

function factsOf({ row, scans, firstScanAt, lastScanAt, people, devices, refused }: PackingEvidence): Fact[] {
  const second = (date: Date | null): string => (date ? formatSecond(date) : '')
  const took = firstScanAt && lastScanAt ? lastScanAt.getTime() - firstScanAt.getTime() : null
  return [
    { label: '状态', value: stateBadge(shipments, row.state).label },
    { label: '店铺', value: row.shopName },
    { label: '订单', value: row.orderNumbers.join('、') },
    { label: '快递', value: row.carrier ?? '' },
    { label: '运单号', value: row.trackingNumber ?? '' },
    { label: '打包人', value: row.packerName ?? '' },
    { label: '打包时间', value: second(row.packedAt) },
    { label: '交接快递', value: second(row.shippedAt) },
    { label: '终端', value: devices.join('、') },
    { label: '扫描人', value: people.join('、') },
    { label: '扫描次数', value: `${scans.length} 次，其中被拒 ${refused} 次` },
    { label: '首次扫描', value: second(firstScanAt) },
    { label: '末次扫描', value: second(lastScanAt) },
    { label: '首末相隔', value: took === null ? '' : durationWords(took) },
  ]
}
