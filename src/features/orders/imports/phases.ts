/** What is done to an import, in the words of its progress. */
export const phases = {
  wait: '等待本店铺的另一个导入完成',
  read: '读取文件',
  compare: '和已有数据对比',
  orders: '写入订单',
  lines: '写入商品明细',
  contacts: '写入收货信息',
  refunds: '写入退款单',
  parcels: '登记运单号',
  exceptions: '写入揽收异常',
  listings: '写入宝贝',
  locations: '写入库位',
  stock: '记入库存',
  history: '写入变更记录',
  reviews: '判断订单是否需要审核',
  follow: '通知仓库',
} as const

export type Phase = keyof typeof phases
