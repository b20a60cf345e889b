import { describe, expect, it } from 'vitest'
import { sniff } from '../../../../../src/features/orders/imports/reading/container.ts'
import { gb18030, sourceOf, table, utf16 } from '../files.ts'
import { oleFile } from '../ole-file.ts'
import { xls } from '../xls-file.ts'

describe('a file', () => {
  it.each([
    ['an .xlsx workbook', table([['订单编号']]), 'zip'],
    ['a binary .xls workbook', xls({ export: [['订单编号']] }), 'xls'],
    ['one in which somebody wrote of encrypted packages', xls({ export: [['EncryptedPackage']] }), 'xls'],
    ['one without a container', Buffer.from('0908080000001000', 'hex'), 'xls'],
    ['a workbook with a password', oleFile('EncryptionInfo', 'EncryptedPackage'), 'encrypted'],
    ['an HTML page called .xls', gb18030('  <html><table><tr><td>订单编号</td></tr></table></html>'), 'html'],
    ['HTML with a mark and a comment', '\uFEFF<!-- x -->\n<TABLE border=1>', 'html'],
    ['an XHTML page', '<?xml version="1.0"?><!-- a --><!-- b --><html>', 'html'],
    ['HTML in UTF-16', utf16('\uFEFF<html><table>'), 'html'],
    ['UTF-16 with a mark', utf16('\uFEFF订单编号\t标题\n'), 'text'],
    ['UTF-16 without one', utf16('a,b,c\n1,2,3\n'), 'text'],
    ['UTF-16 with a mark and nothing else', utf16('\uFEFF\r\n'), 'empty'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'picture'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'picture'],
    ['a GIF', 'GIF89a\x01\x00', 'picture'],
    ['a WebP', Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 ', 'latin1'), 'picture'],
    ['a RAR archive', 'Rar!\x1a\x07\x01\x00', 'packed'],
    ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex'), 'packed'],
    ['a PDF', '%PDF-1.7\n', 'binary'],
    ['something with NULs', Buffer.from([1, 0, 0, 2, 0, 3, 0, 0]), 'binary'],
    ['nothing', '', 'empty'],
    ['blanks only', '\uFEFF \r\n\t\r\n', 'empty'],
    ['CSV', gb18030('订单编号,标题\n'), 'text'],
  ])('that is %s is known by its content', async (_, content, container) => {
    expect(await sniff(sourceOf(content, '订单.png.xlsx.csv'))).toBe(container)
  })

  it('is looked at in no time, however it tries to keep us busy', async () => {
    expect(await sniff(sourceOf('<!---->'.repeat(500)))).toBe('text')
  })

  it('is no workbook with a password because the name of one stands somewhere in it', async () => {
    const content = Buffer.alloc(1024)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(content)
    content.write('EncryptedPackage', 512, 'utf16le')
    expect(await sniff(sourceOf(content))).toBe('xls')
  })
})
