/**
 * Statements per page at most, by noun and door. Three of them are the session, the person with all rights, and the
 * count of 待办; a list needs its rows, its counts and its saved views, a record itself, its history and what hangs on it.
 */
export const budgets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'people/work-items': { '/': 6 },
  'people/tasks': { '/': 6, '/new': 5, '/:id': 5, '/:id/edit': 4, '/:id/progress': 4, '/:id/deliver': 4 },
  'people/staff': {
    '/new': 5,
    '/': 7,
    '/:id': 9,
    '/:id/edit': 4,
    '/:id/password-reset': 4,
    '/:id/assignment': 6,
    '/:id/suspend': 8,
    '/:id/leave': 9,
  },
  'people/notices': { '/': 5 },
  'people/organization': { '/': 4, '/mine': 4, '/guides/:position/edit': 4, '/guides': 4 },
  'people/shops': { '/': 5, '/new': 3, '/:id': 5, '/:id/edit': 4 },
  'people/rights': { '/': 3 },
  'warehouse/devices': { '/new': 3, '/commands': 3, '/': 5, '/:id': 5, '/:id/edit': 4 },
  'people/calendars': { '/': 6, '/:id/edit': 5, '/:id': 9 },
  'people/holidays': { '/': 7, '/new': 4, '/:id': 5, '/:id/edit': 6 },
  'people/saved-views': { '/': 5 },
  'people/parameters': { '/': 5, '/:key/edit': 4 },
  'catalog/products': { '/': 6, '/new': 4, '/:id': 6, '/:id/edit': 5 },
  'catalog/skus': {
    '/': 5,
    '/labels': 4,
    '/new': 5,
    '/:id': 5,
    '/:id/edit': 4,
    '/:id/place': 5,
    '/:id/cost': 4,
  },
  'catalog/merchant-codes': { '/': 6, '/new': 5, '/:id': 5, '/:id/edit': 5 },
  'orders/orders': { '/': 7, '/:id': 8 },
  'orders/reviews': { '/': 7, '/:id': 6, '/:id/release': 4 },
  'orders/unmatched': { '/': 6, '/:id': 5 },
  'orders/buyers': { '/': 6 },
  'orders/imports': { '/': 6, '/new': 4, '/:id': 8, '/:id/progress': 5, '/:id/bad-rows': 8 },
  'warehouse/shipments': {
    '/': 7,
    '/slips': 6,
    '/:id': 9,
    '/:id/slip': 6,
    '/:id/split': 5,
    '/:id/gift': 5,
    '/:id/settle': 5,
  },
  'warehouse/waves': { '/': 6, '/new': 4, '/:id': 7, '/:id/pick-list': 6 },
  'warehouse/hand-overs': { '/': 5, '/:id': 6 },
  'warehouse/ship-sheets': { '/': 7, '/new': 4, '/:id': 6, '/:id/file': 5 },
  'warehouse/pickup-exceptions': { '/': 8, '/:id': 5 },
  'warehouse/quarantines': { '/': 6, '/new': 5, '/:id': 5 },
  'warehouse/stock': { '/': 5, '/proof': 4, '/:id': 8, '/:id/transfer': 5 },
  'warehouse/receipts': { '/': 6, '/new': 3, '/:id': 7, '/:id/edit': 5 },
  'warehouse/locations': { '/': 6, '/labels': 4, '/new': 4, '/:id': 6, '/:id/edit': 5 },
  'warehouse/badges': { '/': 5, '/new': 4, '/pin': 4, '/:id': 5 },
}

/** 工作台, one's own and the team's, with open work of every noun: the records of each are one statement. */
export const homeBudgets: Readonly<Record<string, number>> = { '/': 12, '/?whose=team': 14 }
