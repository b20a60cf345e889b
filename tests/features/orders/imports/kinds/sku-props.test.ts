import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SkuProps, parseSkuProps } from '../../../../../src/features/orders/imports/kinds/sku-props.ts'

describe('the SKUs of an item in one text', () => {
  it.each<[string, SkuProps[]]>([
    [
      '49.80:100:BOX-01-BK:1627207:28341;',
      [{ priceFen: 4980, quantity: 100, code: 'BOX-01-BK', properties: '1627207:28341' }],
    ],
    [
      '29:5:b1:1627207:28341;20518:10122;29.1:0::1627207:-1001;20518:10122',
      [
        { priceFen: 2900, quantity: 5, code: 'b1', properties: '1627207:28341;20518:10122' },
        { priceFen: 2910, quantity: 0, properties: '1627207:-1001;20518:10122' },
      ],
    ],
    ['9.9:1:货号:A:1:2', [{ priceFen: 990, quantity: 1, code: '货号:A', properties: '1:2' }]],
    [' ; ', []],
  ])('%j is %j', (text, skus) => {
    expect(parseSkuProps(text)).toEqual(skus)
  })

  it.each(['1627207:28341', '49.80:100', '49.80::A:1:2', '四十:1:A:1:2', '1:1:A:颜色:黑色', '1.001:1:A:1:2'])(
    '%j is none',
    (text) => {
      expect(parseSkuProps(text)).toBeNull()
    },
  )

  it('come back as they were written', () => {
    const property = fc.tuple(fc.nat(), fc.integer()).map(([name, value]) => `${name}:${value}`)
    const sku = fc.record({
      priceFen: fc.nat(100_000_00),
      quantity: fc.nat(999_999_999),
      code: fc.stringMatching(/^[\w-]{1,12}$/),
      properties: fc.array(property, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(';')),
    })
    const written = ({ priceFen, quantity, code, properties }: SkuProps) =>
      `${(priceFen / 100).toFixed(2)}:${quantity}:${code}:${properties};`
    fc.assert(
      fc.property(fc.array(sku), (skus) => {
        expect(parseSkuProps(skus.map(written).join(''))).toEqual(skus)
      }),
    )
  })
})
