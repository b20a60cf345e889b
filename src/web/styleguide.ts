import type { Page } from './parts.ts'
import { basics } from './styleguide/basics.ts'
import { forms } from './styleguide/forms.ts'
import { lists } from './styleguide/lists.ts'
import { records } from './styleguide/records.ts'
import type { GuideSection } from './styleguide/sample.ts'
import { work } from './styleguide/work.ts'

export { homeSample } from './styleguide/work.ts'

export interface StyleguidePage extends Page {
  sections: GuideSection[]
}

/** Every component in all its states; pages of the departments are put together from these. View `styleguide`. */
export function styleguidePage(): StyleguidePage {
  return {
    title: '组件一览',
    breadcrumb: [{ label: '工作台', href: '/' }, { label: '组件一览' }],
    scripts: ['chart'],
    sections: [...basics, ...lists, ...forms, ...records, ...work],
  }
}

export interface PrintSamplePage extends Page {
  number: string
  printed: string
  rows: { location: string; code: string; name: string; quantity: string }[]
}

/** What a paper looks like: layout `print`, view `styleguide-print`. */
export function printSamplePage(): PrintSamplePage {
  const row = { location: 'A-03-12', code: 'MS-2041-WH-L', name: '羊羔毛外套 米白 L', quantity: '2' }
  return {
    title: '拣货单（样张）',
    layout: 'print',
    breadcrumb: [{ label: '组件一览', href: '/styleguide' }],
    number: 'BC20261123-0003',
    printed: '2026-11-23 09:41 周敏',
    rows: Array.from({ length: 40 }, () => row),
  }
}
