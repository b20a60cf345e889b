import { parameter } from '../../../work/parameters.ts'

/** How many pieces a line may differ without being counted again. */
export const recountPieces = parameter({
  key: 'warehouse.count-recount-pieces',
  label: '盘点复盘：差异件数',
  unit: '件',
  default: 0,
  min: 0,
  max: 1000,
  hint: '初盘与账面相差超过这个件数的，换一个人复盘。0 表示有差异就复盘。',
})

/** By how much of what was expected a line may differ without being counted again. */
export const recountPercent = parameter({
  key: 'warehouse.count-recount-percent',
  label: '盘点复盘：差异比例',
  unit: '%',
  default: 100,
  min: 0,
  max: 100,
  hint: '初盘与账面相差超过账面的这个比例的，也要复盘，即使件数不多。100 表示只看件数。',
})

/** After how many days a location is due to be counted again. */
export const countEvery = parameter({
  key: 'warehouse.count-every-days',
  label: '循环盘点周期',
  unit: '天',
  default: 30,
  min: 1,
  max: 366,
  hint: '存储库位多久至少盘一次。超过的排进“该盘的库位”，可以一键新建循环盘点。',
})
