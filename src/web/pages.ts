import type { Code128 } from '../lib/code128.ts'
import type { LabelSize } from './labels.ts'
import type {
  Alert,
  ChartView,
  Empty,
  Facts,
  Field,
  Figure,
  FormView,
  Hidden,
  Page,
  PageHead,
  PhotosView,
  Progress,
  RecordHead,
  TableView,
  Timeline,
} from './parts.ts'

/** A page that is a list: `views/pages/list`. */
export interface ListPage extends Page {
  head: PageHead
  /** What is worth knowing before any row. */
  figures?: Figure[]
  /** The rows as a picture. */
  chart?: ChartView
  table: TableView
}

/** A page that is a form: `views/pages/form`. */
export interface FormPage extends Page {
  head: PageHead
  /** What the form is about. */
  facts?: Facts
  form: FormView
}

/** What nobody can look up later, or that it was shown before: `views/pages/shown-once`. */
export interface ShownOncePage extends Page {
  head: PageHead
  alert: Alert
  facts?: Facts
}

/** A record's page: head with state and actions, facts, lists, short forms, timeline: `views/pages/record`. */
export interface RecordPage extends Page {
  head: RecordHead
  alerts?: Alert[]
  /** What is being done with the record just now. */
  progress?: Progress
  facts?: Facts[]
  tables?: TableView[]
  /** Shown where there are some. */
  photos?: PhotosView
  forms?: FormView[]
  timeline?: Timeline
}

/** A label to be stuck on goods or a shelf. */
export interface LabelView {
  /** What the barcode says, for eyes. */
  code: string
  /** Null for a code that can't be printed as a barcode. */
  barcode: Code128 | null
  lines: string[]
  /** How many are wanted where nobody says a number; absent: one. */
  copies?: number
}

/** A sheet of labels, printed from the browser: `views/pages/labels`. */
export interface LabelsPage extends Page {
  layout: 'print'
  /** Of which size the paper is; absent: A4. */
  size?: LabelSize
  /** The choice of paper and copies, sent to the same address by GET; absent where there's none. */
  choice?: {
    fields: Field[]
    keep: Hidden[]
    /** How many labels there are, in words. */
    count: string
  }
  /** One per label on paper, copies included. */
  labels: LabelView[]
  empty: Empty
}
