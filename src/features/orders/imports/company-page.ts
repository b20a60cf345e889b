import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import type { Kind } from './kinds/kind.ts'
import { columnsOf } from './reading/header.ts'
import { storedKinds } from './registry.ts'
import type { CompanyFile } from './stored-kind.ts'

/** A kind of file that belongs to the whole company: there are a page that asks for it and a template. */
export interface CompanyKind {
  readonly kind: Kind
  readonly company: CompanyFile
  readonly list: { readonly href: string }
}

/** The kind of the whole company with a key; undefined for any other text. */
export function companyKind(key: unknown): CompanyKind | undefined {
  const stored = storedKinds().find(({ kind }) => kind.key === key)
  return stored?.company && { kind: stored.kind, company: stored.company, list: stored.list }
}

/** The headings of the table to be filled in. */
export function templateOf({ kind }: CompanyKind): string[] {
  return columnsOf(kind).map(([field, { headings }]) => headings[0] ?? field)
}

/** The form that takes files of one kind, with what they mean. */
export function companyPage({ kind, company, list }: CompanyKind, typed?: Typed): FormPage {
  const required = columnsOf(kind).flatMap(([, { headings, need }]) => (need ? `“${headings[0]}”` : []))
  return {
    title: `导入${kind.label}`,
    breadcrumb: [{ label: '导入', href: '/orders/imports' }, { label: `导入${kind.label}` }],
    head: {
      title: `导入${kind.label}`,
      text: `${company.meaning}先预览每一行会怎样，确认后才生效，之后可以撤销。`,
      actions: [
        {
          label: '下载表格模板',
          href: `/orders/imports/templates/${kind.key}`,
          icon: 'download',
          download: true,
        },
      ],
    },
    form: formOf(
      {
        action: '/orders/imports',
        submit: '上传并预览',
        cancel: list.href,
        token: formToken(),
        multipart: true,
        hidden: [{ name: 'kind', value: kind.key }],
        fields: [
          field('files', '文件', 'file', '', {
            required: true,
            multiple: true,
            accept: '.csv,.tsv,.txt,.xlsx,.xls,.html,.htm,.zip',
            hint: `要有${required.join('、')}列，列名照模板；多出来的列不用删`,
          }),
        ],
      },
      typed,
    ),
  }
}
