import type { FormView, Option } from '../parts.ts'
import { field, formOf } from '../parts.ts'
import type { GuideSection } from './sample.ts'
import { longName, samples } from './sample.ts'

const shops: Option[] = [
  { value: '1', label: '慕斯兰黛官方旗舰店', hint: '天猫' },
  { value: '2', label: '慕斯家居企业店', hint: '淘宝' },
  { value: '3', label: '旧店', disabledBecause: '已停业' },
]

const people: Option[] = [
  ['1', '周敏', 'zm'],
  ['2', '陈立', 'cl'],
  ['3', '王小明', 'wxm'],
  ['4', '欧阳静怡', 'oyjy'],
  ['5', '李想', 'lx'],
  ['6', '赵一鸣', 'zym'],
  ['7', '孙悦', 'sy'],
  ['8', '吴桐', 'wt'],
  ['9', '阿卜杜热合曼·买买提江', 'abdrhm'],
].map(([value = '', label = '', search = '']) => ({ value, label, search }))

const all: FormView = {
  id: 'all',
  action: '/styleguide',
  token: 'sample',
  submit: '保存',
  cancel: '/styleguide',
  version: 3,
  fields: [
    {
      title: '基本信息',
      text: '带星号的必须填写。',
      fields: [
        field('title', '标题', 'text', longName, { required: true, maxLength: 200, width: 'full' }),
        field('shop', '店铺', 'select', '1', { required: true, options: shops }),
        field('carrier', '快递公司', 'text', '', {
          datalist: ['中通', '圆通', '顺丰'],
          placeholder: '输入或选择',
        }),
        field('quantity', '数量', 'number', '12', { unit: '件', width: 'third' }),
        field('price', '单价', 'money', '199.00', { width: 'third' }),
        field('weight', '重量', 'number', '', {
          unit: '克',
          width: 'third',
          hint: '称重后填写，用于核对运费。',
        }),
        field('day', '日期', 'date', '2026-11-23'),
        field('moment', '截止时间', 'datetime', '2026-11-23T18:00'),
      ],
    },
    {
      title: '选择',
      fields: [
        field('flag', '旗帜', 'radios', 'red', {
          options: [
            { value: 'red', label: '红旗', hint: '需要处理' },
            { value: 'green', label: '绿旗' },
            { value: 'none', label: '无' },
          ],
        }),
        field('duties', '附加职责', 'checkboxes', ['PURCHASING'], {
          options: [
            { value: 'PURCHASING', label: '采购' },
            { value: 'DATA_ANALYST', label: '数据分析员' },
            { value: 'OWNER', label: '店铺负责人', disabledBecause: '只能由现任负责人移交' },
          ],
        }),
        field('people', '参与人', 'multiselect', ['1', '4'], {
          options: people,
          hint: '超过 8 个时可以查找。',
        }),
        field('urgent', '加急', 'checkbox', 'on'),
        field('number', '单号', 'text', 'RK20261123-0001', { disabledBecause: '保存后自动生成' }),
        field('remark', '备注', 'textarea', '先发顺丰，\n破损件单独登记。', { maxLength: 1000 }),
      ],
    },
  ],
}

const wrong = formOf(
  {
    id: 'wrong',
    action: '/styleguide',
    token: 'sample',
    submit: '创建',
    danger: false,
    fields: [
      field('sku', '商品编码', 'text', '', { required: true }),
      field('quantity', '数量', 'number', '', { required: true, unit: '件' }),
      field('reason', '原因', 'radios', '', {
        required: true,
        options: [
          { value: 'broken', label: '破损' },
          { value: 'dirty', label: '污渍' },
        ],
      }),
      field('password', '密码', 'password', '', { autocomplete: 'current-password' }),
    ],
  },
  {
    values: { sku: '<b>MS-001</b>', quantity: '-3', reason: '' },
    errors: {
      '': '同一商品今天已经登记过一次，请先处理那一条。',
      sku: '没有这个编码。最接近的是 MS-0010。',
      quantity: '数量要大于 0',
      reason: '请选择原因',
    },
  },
)

const conflict: FormView = {
  id: 'conflict',
  action: '/styleguide',
  token: 'sample',
  submit: '仍然保存',
  cancel: '/styleguide',
  version: 5,
  conflict: [
    { label: '单价', yours: '199.00', theirs: '189.00' },
    { label: '备注', yours: '先发顺丰', theirs: '' },
  ],
  fields: [
    field('price', '单价', 'money', '199.00'),
    field('remark', '备注', 'textarea', '先发顺丰', { rows: 2 }),
  ],
}

const upload: FormView = {
  id: 'upload',
  action: '/styleguide',
  token: 'sample',
  submit: '上传并检查',
  multipart: true,
  fields: [
    field('files', '订单报表', 'file', '', {
      required: true,
      accept: '.csv,.xlsx,.xls',
      multiple: true,
      maxBytes: 20 * 1024 * 1024,
      hint: '支持 CSV 和 Excel，每个不超过 20 MB。',
    }),
  ],
}

const uploadWrong: FormView = {
  ...upload,
  id: 'upload-wrong',
  errors: { files: '“订单.xlsx”打不开，可能已损坏或设了密码。' },
}

const danger: FormView = {
  id: 'danger',
  action: '/styleguide',
  token: 'sample',
  submit: '办理离职',
  danger: true,
  cancel: '/styleguide',
  fields: [field('day', '离职日期', 'date', '', { required: true }), field('reason', '原因', 'text', '')],
}

export const forms: GuideSection[] = [
  {
    id: 'forms',
    title: '表单',
    text: '标签在上，错误在旁，填过的内容不会丢。',
    samples: samples(
      '/parts/form',
      ['全部种类、分节', all],
      ['有错误', { ...wrong, focusErrors: false }],
      ['别人先保存了', conflict],
      ['上传文件', upload],
      ['文件有问题', uploadWrong],
      ['不能撤销', danger],
    ),
  },
]
