import { expect, it } from 'vitest'
import { withConflict } from '../../src/web/conflict.ts'
import { field } from '../../src/web/parts.ts'

it('shows both texts of the fields that differ, choices by their label', () => {
  const options = [
    { value: 'MAIN', label: '主推' },
    { value: 'SECONDARY', label: '辅助' },
  ]
  const fields = (name: string, role: string) => [
    field('name', '名称', 'text', name),
    field('role', '主推/辅助', 'select', role, { options }),
    field('note', '备注', 'textarea', ''),
  ]
  const form = { action: '/x', submit: '保存', token: 't', fields: fields('杯子', 'MAIN') }
  expect(withConflict(form, fields('水杯', 'SECONDARY')).conflict).toEqual([
    { label: '名称', yours: '杯子', theirs: '水杯' },
    { label: '主推/辅助', yours: '主推', theirs: '辅助' },
  ])
})
