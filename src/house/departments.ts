import { listings } from '../features/catalog/listings/noun.ts'
import { routes as listingRoutes } from '../features/catalog/listings/routes.ts'
import { merchantCodes } from '../features/catalog/merchant-codes/noun.ts'
import { routes as merchantCodeRoutes } from '../features/catalog/merchant-codes/routes.ts'
import { products } from '../features/catalog/products/noun.ts'
import { routes as productRoutes } from '../features/catalog/products/routes.ts'
import { skus } from '../features/catalog/skus/noun.ts'
import { routes as skuRoutes } from '../features/catalog/skus/routes.ts'
import { suppliers } from '../features/catalog/suppliers/noun.ts'
import { routes as supplierRoutes } from '../features/catalog/suppliers/routes.ts'
import { buyers } from '../features/orders/buyers/noun.ts'
import { routes as buyerRoutes } from '../features/orders/buyers/routes.ts'
import { imports } from '../features/orders/imports/noun.ts'
import { findImports } from '../features/orders/imports/queries.ts'
import { routes as importRoutes } from '../features/orders/imports/routes.ts'
import { orders } from '../features/orders/orders/noun.ts'
import { routes as orderRoutes } from '../features/orders/orders/routes.ts'
import { reviews } from '../features/orders/reviews/noun.ts'
import { findReviews } from '../features/orders/reviews/queries.ts'
import { routes as reviewRoutes } from '../features/orders/reviews/routes.ts'
import { unmatched } from '../features/orders/unmatched/noun.ts'
import { findUnmatched } from '../features/orders/unmatched/queries.ts'
import { routes as unmatchedRoutes } from '../features/orders/unmatched/routes.ts'
import { backups } from '../features/people/backups/noun.ts'
import { routes as backupRoutes } from '../features/people/backups/routes.ts'
import { calendars } from '../features/people/calendars/noun.ts'
import { routes as calendarRoutes } from '../features/people/calendars/routes.ts'
import { holidays } from '../features/people/holidays/noun.ts'
import { routes as holidayRoutes } from '../features/people/holidays/routes.ts'
import { jobs } from '../features/people/jobs/noun.ts'
import { routes as jobRoutes } from '../features/people/jobs/routes.ts'
import { organization } from '../features/people/organization/noun.ts'
import { routes as organizationRoutes } from '../features/people/organization/routes.ts'
import { parameters } from '../features/people/parameters/noun.ts'
import { routes as parameterRoutes } from '../features/people/parameters/routes.ts'
import { rights } from '../features/people/rights/noun.ts'
import { routes as rightsRoutes } from '../features/people/rights/routes.ts'
import { savedViews } from '../features/people/saved-views/noun.ts'
import { routes as savedViewRoutes } from '../features/people/saved-views/routes.ts'
import { shops } from '../features/people/shops/noun.ts'
import { routes as shopRoutes } from '../features/people/shops/routes.ts'
import { staff } from '../features/people/staff/noun.ts'
import { routes as staffRoutes } from '../features/people/staff/routes.ts'
import { routes as noticeRoutes } from '../features/people/notices/routes.ts'
import { notices } from '../features/people/notices/noun.ts'
import { findTasks } from '../features/people/tasks/queries.ts'
import { tasks } from '../features/people/tasks/noun.ts'
import { routes as taskRoutes } from '../features/people/tasks/routes.ts'
import { workItems } from '../features/people/work-items/noun.ts'
import { routes as workItemRoutes } from '../features/people/work-items/routes.ts'
import { badges } from '../features/warehouse/badges/noun.ts'
import { routes as badgeRoutes } from '../features/warehouse/badges/routes.ts'
import { deliveries } from '../features/warehouse/deliveries/noun.ts'
import { findDeliveries } from '../features/warehouse/deliveries/queries.ts'
import { routes as deliveryRoutes } from '../features/warehouse/deliveries/routes.ts'
import { devices } from '../features/warehouse/devices/noun.ts'
import { routes as deviceRoutes } from '../features/warehouse/devices/routes.ts'
import { locations } from '../features/warehouse/locations/noun.ts'
import { routes as locationRoutes } from '../features/warehouse/locations/routes.ts'
import { movements } from '../features/warehouse/movements/noun.ts'
import { routes as movementRoutes } from '../features/warehouse/movements/routes.ts'
import { receipts } from '../features/warehouse/receipts/noun.ts'
import { findReceipts } from '../features/warehouse/receipts/queries.ts'
import { routes as receiptRoutes } from '../features/warehouse/receipts/routes.ts'
import { oversellAlarms } from '../features/warehouse/oversell-alarms/noun.ts'
import { findAlarms } from '../features/warehouse/oversell-alarms/queries.ts'
import { routes as oversellAlarmRoutes } from '../features/warehouse/oversell-alarms/routes.ts'
import { restockRuns } from '../features/warehouse/restock-runs/noun.ts'
import { routes as restockRunRoutes } from '../features/warehouse/restock-runs/routes.ts'
import { restockRules } from '../features/warehouse/restock-rules/noun.ts'
import { routes as restockRuleRoutes } from '../features/warehouse/restock-rules/routes.ts'
import { restocks } from '../features/warehouse/restocks/noun.ts'
import { findRestocks } from '../features/warehouse/restocks/queries.ts'
import { routes as restockRoutes } from '../features/warehouse/restocks/routes.ts'
import { seasons } from '../features/warehouse/seasons/noun.ts'
import { routes as seasonRoutes } from '../features/warehouse/seasons/routes.ts'
import { stockFigures } from '../features/warehouse/stock-figures/noun.ts'
import { routes as stockFigureRoutes } from '../features/warehouse/stock-figures/routes.ts'
import { stock } from '../features/warehouse/stock/noun.ts'
import { routes as stockRoutes } from '../features/warehouse/stock/routes.ts'
import { handOvers } from '../features/warehouse/hand-overs/noun.ts'
import { routes as handOverRoutes } from '../features/warehouse/hand-overs/routes.ts'
import { pickupExceptions } from '../features/warehouse/pickup-exceptions/noun.ts'
import { findExceptions } from '../features/warehouse/pickup-exceptions/queries.ts'
import { routes as pickupExceptionRoutes } from '../features/warehouse/pickup-exceptions/routes.ts'
import { counts } from '../features/warehouse/counts/noun.ts'
import { findCounts } from '../features/warehouse/counts/queries.ts'
import { routes as countRoutes } from '../features/warehouse/counts/routes.ts'
import { proofs } from '../features/warehouse/proofs/noun.ts'
import { findProofs } from '../features/warehouse/proofs/queries.ts'
import { routes as proofRoutes } from '../features/warehouse/proofs/routes.ts'
import { stockMonths } from '../features/warehouse/stock-months/noun.ts'
import { findMonths } from '../features/warehouse/stock-months/queries.ts'
import { routes as stockMonthRoutes } from '../features/warehouse/stock-months/routes.ts'
import { quarantines } from '../features/warehouse/quarantines/noun.ts'
import { findQuarantines } from '../features/warehouse/quarantines/queries.ts'
import { routes as quarantineRoutes } from '../features/warehouse/quarantines/routes.ts'
import { returns } from '../features/warehouse/returns/noun.ts'
import { findReturns } from '../features/warehouse/returns/queries.ts'
import { routes as returnRoutes } from '../features/warehouse/returns/routes.ts'
import { shipSheets } from '../features/warehouse/ship-sheets/noun.ts'
import { findShipSheets } from '../features/warehouse/ship-sheets/queries.ts'
import { routes as shipSheetRoutes } from '../features/warehouse/ship-sheets/routes.ts'
import { shipments } from '../features/warehouse/shipments/noun.ts'
import { findShipments, listOf as parcelsOf } from '../features/warehouse/shipments/queries.ts'
import { routes as shipmentRoutes } from '../features/warehouse/shipments/routes.ts'
import { shippingFaults } from '../features/warehouse/shipping-faults/noun.ts'
import { findFaults } from '../features/warehouse/shipping-faults/queries.ts'
import { routes as shippingFaultRoutes } from '../features/warehouse/shipping-faults/routes.ts'
import { unknownParcels } from '../features/warehouse/unknown-parcels/noun.ts'
import { findUnknown } from '../features/warehouse/unknown-parcels/queries.ts'
import { routes as unknownParcelRoutes } from '../features/warehouse/unknown-parcels/routes.ts'
import { incidents } from '../features/warehouse/incidents/noun.ts'
import { findIncidents } from '../features/warehouse/incidents/queries.ts'
import { routes as incidentRoutes } from '../features/warehouse/incidents/routes.ts'
import { visits } from '../features/warehouse/visits/noun.ts'
import { findVisits } from '../features/warehouse/visits/queries.ts'
import { routes as visitRoutes } from '../features/warehouse/visits/routes.ts'
import { waves } from '../features/warehouse/waves/noun.ts'
import { findWaves } from '../features/warehouse/waves/queries.ts'
import { routes as waveRoutes } from '../features/warehouse/waves/routes.ts'
import type { Department } from '../web/departments.ts'

/** All nouns with their doors, by department in the order of the menu; the lowest department stands first. */
export const departments: readonly Department[] = [
  {
    key: 'people',
    label: '人员',
    icon: 'users',
    entries: [
      { noun: workItems, routes: workItemRoutes, menu: '待办' },
      { noun: tasks, routes: taskRoutes, menu: '任务与需求', find: findTasks },
      { noun: notices, routes: noticeRoutes, menu: '消息' },
      { noun: staff, routes: staffRoutes, menu: '人员名录' },
      { noun: organization, routes: organizationRoutes, menu: '组织架构' },
      { noun: shops, routes: shopRoutes, menu: '店铺' },
      { noun: calendars, routes: calendarRoutes, menu: '工作日历' },
      { noun: holidays, routes: holidayRoutes },
      { noun: savedViews, routes: savedViewRoutes },
      { noun: parameters, routes: parameterRoutes, menu: '规则参数' },
      { noun: rights, routes: rightsRoutes, menu: '权限一览' },
      { noun: backups, routes: backupRoutes, menu: '备份' },
      { noun: jobs, routes: jobRoutes, menu: '后台任务' },
    ],
  },
  {
    key: 'catalog',
    label: '商品',
    icon: 'hanger',
    entries: [
      { noun: products, routes: productRoutes, menu: '货品' },
      { noun: skus, routes: skuRoutes, menu: 'SKU' },
      { noun: suppliers, routes: supplierRoutes, menu: '供应商' },
      { noun: listings, routes: listingRoutes, menu: '宝贝' },
      { noun: merchantCodes, routes: merchantCodeRoutes, menu: '商家编码' },
    ],
  },
  {
    key: 'orders',
    label: '订单',
    icon: 'shopping-bag',
    entries: [
      { noun: orders, routes: orderRoutes, menu: '订单' },
      {
        noun: reviews,
        routes: reviewRoutes,
        menu: '订单审核',
        find: findReviews,
        list: () => '/orders/reviews',
      },
      { noun: unmatched, routes: unmatchedRoutes, menu: '未匹配编码', find: findUnmatched },
      { noun: buyers, routes: buyerRoutes, menu: '买家' },
      { noun: imports, routes: importRoutes, menu: '导入', find: findImports },
    ],
  },
  {
    key: 'warehouse',
    label: '仓库',
    icon: 'building-warehouse',
    entries: [
      {
        noun: shipments,
        routes: shipmentRoutes,
        menu: '发货单',
        group: '出库',
        find: findShipments,
        list: parcelsOf,
      },
      { noun: waves, routes: waveRoutes, menu: '波次', group: '出库', find: findWaves },
      { noun: handOvers, routes: handOverRoutes, menu: '交接单', group: '出库' },
      { noun: shipSheets, routes: shipSheetRoutes, menu: '发货表', group: '出库', find: findShipSheets },
      {
        noun: returns,
        routes: returnRoutes,
        menu: '退货',
        group: '退货与异常',
        find: findReturns,
        list: () => '/warehouse/returns',
      },
      {
        noun: unknownParcels,
        routes: unknownParcelRoutes,
        menu: '无主包裹',
        group: '退货与异常',
        find: findUnknown,
      },
      {
        noun: quarantines,
        routes: quarantineRoutes,
        menu: '隔离货品',
        group: '退货与异常',
        find: findQuarantines,
      },
      {
        noun: pickupExceptions,
        routes: pickupExceptionRoutes,
        menu: '揽收异常',
        group: '退货与异常',
        find: findExceptions,
        list: () => '/warehouse/pickup-exceptions',
      },
      {
        noun: shippingFaults,
        routes: shippingFaultRoutes,
        menu: '发货差错',
        group: '退货与异常',
        find: findFaults,
      },
      { noun: deliveries, routes: deliveryRoutes, menu: '到货单', group: '入库', find: findDeliveries },
      { noun: receipts, routes: receiptRoutes, menu: '入库单', group: '入库', find: findReceipts },
      { noun: stock, routes: stockRoutes, menu: '库存', group: '库内' },
      { noun: movements, routes: movementRoutes, menu: '出入流水', group: '库内' },
      { noun: counts, routes: countRoutes, menu: '盘点', group: '库内', find: findCounts },
      { noun: locations, routes: locationRoutes, menu: '库位', group: '库内' },
      {
        noun: restocks,
        routes: restockRoutes,
        menu: '补货建议',
        group: '补货与报表',
        find: findRestocks,
        list: () => '/warehouse/restocks',
      },
      {
        noun: oversellAlarms,
        routes: oversellAlarmRoutes,
        menu: '超卖预警',
        group: '补货与报表',
        find: findAlarms,
        list: () => '/warehouse/oversell-alarms',
      },
      { noun: restockRuns, routes: restockRunRoutes },
      { noun: restockRules, routes: restockRuleRoutes, menu: '补货规则', group: '补货与报表' },
      { noun: seasons, routes: seasonRoutes, menu: '季节系数', group: '补货与报表' },
      { noun: stockFigures, routes: stockFigureRoutes, menu: '库存分析', group: '补货与报表' },
      {
        noun: stockMonths,
        routes: stockMonthRoutes,
        menu: '库存月结',
        group: '补货与报表',
        find: findMonths,
      },
      { noun: proofs, routes: proofRoutes, menu: '台账核对', group: '补货与报表', find: findProofs },
      { noun: devices, routes: deviceRoutes, menu: '终端', group: '终端与登记' },
      { noun: badges, routes: badgeRoutes, menu: '工牌', group: '终端与登记' },
      { noun: visits, routes: visitRoutes, menu: '来访登记', group: '终端与登记', find: findVisits },
      { noun: incidents, routes: incidentRoutes, menu: '仓库异常', group: '终端与登记', find: findIncidents },
    ],
  },
]
