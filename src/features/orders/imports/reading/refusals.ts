/** Why a file as a whole can't be imported: a code for programs and a sentence for the person who brought it. */
export interface Refusal {
  readonly code: RefusalCode
  readonly message: string
}

/** Thrown inside the reading modules; `recognize` returns it as a value, `readRows` lets it pass. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(code: RefusalCode, message: string) {
    super(message)
    this.refusal = { code, message }
  }
}

export type RefusalCode =
  | 'empty'
  | 'header-only'
  | 'not-a-table'
  | 'picture'
  | 'password'
  | 'too-large'
  | 'bomb'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'damaged'
  | 'packed'
  | 'nested-archive'
  | 'several-tables'
  | 'unknown-kind'
  | 'lacking'
  | 'ruined-ids'
  | 'changed'

const count = (n: number) => n.toLocaleString('en-US')
const some = (names: readonly string[], most: number) =>
  names.slice(0, most).join('、') + (names.length > most ? '……' : '')
const megabytes = (bytes: number) => `${count(Math.ceil(bytes / 1024 ** 2))} MB`

/** One sentence per refusal: what the file is, and what to do instead. */
export const refuse = {
  empty: (): Refused => new Refused('empty', '这个文件是空的，里面没有任何内容。请重新导出后再上传。'),
  headerOnly: (label: string): Refused =>
    new Refused('header-only', `这是一份${label}，但只有表头，没有数据。请检查导出时选的日期和条件。`),
  notATable: (): Refused =>
    new Refused('not-a-table', '这个文件里没有表格。请上传平台导出的 .csv、.xlsx 或 .xls 原始文件。'),
  pageWithoutTable: (): Refused =>
    new Refused(
      'not-a-table',
      '这是一个网页，里面没有表格，可能是导出时登录已经失效。请重新登录平台再导出。',
    ),
  picture: (): Refused =>
    new Refused('picture', '这是一张图片，不是表格。请上传平台导出的原始文件，不要上传截图。'),
  password: (): Refused =>
    new Refused(
      'password',
      '这个文件有密码。请用平台发送的密码打开，另存为不带密码的 .xlsx 文件后再上传，其他内容不要改动。',
    ),
  tooLarge: (bytes: number, limit: number): Refused =>
    new Refused(
      'too-large',
      `文件有 ${megabytes(bytes)}，超过了 ${megabytes(limit)} 的上限。请缩短导出的日期范围，分几次导入。`,
    ),
  bomb: (): Refused =>
    new Refused(
      'bomb',
      '这个文件展开后大得不正常，为了安全没有读取。请重新从平台导出，不要上传改动过的文件。',
    ),
  tooManyRows: (limit: number): Refused =>
    new Refused('too-many-rows', `表格超过了 ${count(limit)} 行。请缩短导出的日期范围，分几次导入。`),
  tooManyColumns: (row: number, limit: number): Refused =>
    new Refused('too-many-columns', `第 ${row} 行超过了 ${limit} 列，不像平台导出的表格。请上传原始文件。`),
  damaged: (): Refused =>
    new Refused('damaged', '文件已损坏或没有下载完整，打不开。请重新从平台导出、下载完成后再上传。'),
  packed: (): Refused =>
    new Refused('packed', '这种压缩包打不开。请先解压，再上传里面的表格文件；要压缩上传，请用 ZIP 格式。'),
  nestedArchive: (name: string): Refused =>
    new Refused('nested-archive', `压缩包里还有压缩包（${name}）。请解压后上传里面的表格文件。`),
  severalTables: (names: readonly string[]): Refused =>
    new Refused(
      'several-tables',
      `压缩包里有 ${count(names.length)} 个表格：${some(names, 5)}。请解压后选择要导入的文件上传，可以一次选多个。`,
    ),
  packedPassword: (): Refused =>
    new Refused('password', '这个压缩包有密码。请用平台发送的密码解压，再上传里面的表格文件。'),
  packedTooLarge: (name: string, bytes: number, limit: number): Refused =>
    new Refused(
      'too-large',
      `压缩包里的“${name}”有 ${megabytes(bytes)}，超过了压缩上传 ${megabytes(limit)} 的上限。请先解压，再上传里面的文件。`,
    ),
  unknownKind: (headings: readonly string[], known: readonly string[]): Refused =>
    new Refused(
      'unknown-kind',
      `认不出这是什么文件。能导入的有：${known.join('、')}。` +
        (headings.length > 0 ? `读到的表头是：${some(headings, 12)}。` : ''),
    ),
  lacking: (label: string, headings: readonly string[]): Refused =>
    new Refused(
      'lacking',
      `这像是一份${label}，但缺少必需的列：${headings.join('、')}。请在导出时勾选这些列后重新导出。`,
    ),
  ruinedIds: (heading: string, example: string): Refused =>
    new Refused(
      'ruined-ids',
      `“${heading}”已经被 Excel 改坏了（例如 ${example}），后面的数字找不回来。请重新从平台导出，不要用 Excel 打开保存，直接上传原始文件。`,
    ),
  changed: (): Refused => new Refused('changed', '文件与预览时的不一样了。请重新上传。'),
}

/**
 * Whatever the unpacking library, a parser or a read beyond the end of a record complains about is a damaged file to
 * the person; errors of the system (a disk that can't be read) stay what they are.
 */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refused || (error instanceof Error && 'syscall' in error)) return error
  // The other cases are told apart by yauzl's words only.
  const words = error instanceof Error ? error.message : ''
  if (words.startsWith('too many bytes')) return refuse.bomb()
  if (words.startsWith('strong encryption')) return refuse.packedPassword()
  if (words.startsWith('unsupported compression')) return refuse.packed()
  return refuse.damaged()
}
