import { pinyin } from 'pinyin-pro'

/** Full pinyin and initials of a name, for search: 周敏 is `zhoumin zm`. Signs that aren't Chinese stay. */
export function pinyinOf(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
    .map((syllable) => syllable.trim().toLowerCase())
    .filter((syllable) => syllable !== '')
  const initials = syllables.map((syllable) => [...syllable][0] ?? '').join('')
  return `${syllables.join('')} ${initials}`
}
