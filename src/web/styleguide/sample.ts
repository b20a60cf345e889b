import type { PostAction } from '../parts.ts'

/** One component in one state: the part that prints it and what it prints. */
export interface Sample {
  /** What is special about this state. */
  label?: string
  /** Path of the part under views/. */
  part: string
  data: object
}

export interface GuideSection {
  id: string
  title: string
  text: string
  samples: Sample[]
}

/** Samples of one part: pairs of a label and its data. */
export function samples(part: string, ...states: [label: string, data: object][]): Sample[] {
  return states.map(([label, data]) => ({ label, part, data }))
}

/** A deed that leads back to the style guide: nothing here is real. */
export function deed(label: string, more: Partial<PostAction> = {}): PostAction {
  return { label, post: '/styleguide', token: 'sample', ...more }
}

export const longName =
  '慕斯兰黛官方旗舰店（华东仓直发）2026秋冬新款加厚羊羔毛外套女中长款宽松显瘦连帽保暖派克服ExtraLongUnbrokenWordForWrapping'
