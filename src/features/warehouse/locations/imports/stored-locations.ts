import { storedKind } from '../../../orders/imports/stored-kind.ts'
import { policy } from '../policy.ts'
import { kindLabels } from '../words.ts'
import type { LocationFileRow } from './kind.ts'
import { locationFile } from './kind.ts'
import { locationStore } from './location-store.ts'

/** Sheets of locations. */
export const storedLocations = storedKind<LocationFileRow>({
  kind: locationFile,
  personal: [],
  company: {
    right: policy.import,
    meaning:
      '系统里没有的库位会新建，没写用途的是存储库位；已有的按文件改库区和存放货品，空着的格不改；文件里没有的库位不变。',
  },
  givenBy: (has) => [...has],
  stage: (row) => ({ ...row, useWords: row.use && kindLabels[row.use] }),
  preview: [
    { key: 'code', label: '库位编码', fields: ['code'], as: 'code' },
    { key: 'zone', label: '库区', fields: ['zone'], was: 'zoneWas', as: 'words' },
    { key: 'use', label: '用途', fields: ['useWords'], was: 'useWas', as: 'words' },
    {
      key: 'goodsClass',
      label: '存放货品',
      fields: ['goodsClass'],
      was: 'goodsClassWas',
      as: 'words',
      wide: true,
    },
  ],
  list: { label: '查看库位', href: '/warehouse/locations' },
  store: locationStore,
})
