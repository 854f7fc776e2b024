import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { declareMail, enter, expectAccessible, expectNoSidewaysScroll, send, tabTo } from './city'

const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(58), Buffer.from([0x40, 0, 0, 0])])

/** Files of these names, each holding the same, one after the other. */
function tar(names: string[], content: Buffer): Buffer {
  const files = names.map((name) => {
    const head = Buffer.alloc(512)
    head.write(name, 0)
    head.write('0000644\0', 100)
    head.write('0000000\0'.repeat(2), 108)
    head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    head.write('14524770000\0', 136)
    head.write('        ', 148)
    head.write('0', 156)
    head.write('ustar\x0000', 257)
    const sum = head.reduce((total, byte) => total + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return Buffer.concat([head, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
  })
  return Buffer.concat([...files, Buffer.alloc(1024)])
}

function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const rows = Buffer.alloc(height * (1 + width * 3))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('what is in an archive is seen before anybody takes it out, and a picture is made anew', async ({
  page,
}) => {
  await enter(page, 'handler', '/inbox')
  const { id } = await send<{ id: string }>(page, '/reports', {
    channel: 'phone',
    what: '見積もりだというファイルが届いた',
  })
  await page.goto(`/inbox?report=${id}`)
  const attach = page.getByLabel('ファイルを添える')
  await attach.setInputFiles({
    name: '見積.tar',
    mimeType: 'application/x-tar',
    buffer: tar(['memo.txt', '../../estimate.pdf.exe', 'http://evil.example/a'], program),
  })
  const files = page.locator('section', { has: page.locator('#report-files') })
  await expect(files.getByText('中に入っているもの（3 件')).toBeVisible()
  await expect(files.getByText('../../estimate.pdf.exe')).toBeVisible()
  await expect(files.getByText('展開先の外に書こうとする名前です（..）。')).toBeVisible()
  await expect(files.getByText('hxxp://evil[.]example/a')).toBeVisible()
  await attach.setInputFiles({ name: '画面.png', mimeType: 'image/png', buffer: png(1500, 30) })
  const ask = files.getByRole('button', { name: '画面.png のプレビューを見る' })
  await expect(ask).toBeVisible()
  await expect(files.getByRole('img', { name: '画面.png のプレビュー' })).toHaveCount(0)
  await tabTo(ask)
  await page.keyboard.press('Enter')
  const shown = files.getByRole('img', { name: '画面.png のプレビュー' })
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1200)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.keyboard.press('Enter')
  await expect(shown).toHaveCount(0)
})

test('a file of an incident is looked into when somebody asks', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  await page.goto(await declareMail(page, '宛先を並べて送った'))
  await page.getByRole('tab', { name: /^添付/ }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: '記録.tar',
    mimeType: 'application/x-tar',
    buffer: tar(['a.txt'], Buffer.from('hello')),
  })
  await page.getByRole('button', { name: '記録.tar の中身を調べる' }).click()
  await expect(page.getByText('中に入っているもの（1 件')).toBeVisible()
  await expect(page.getByText('検査の道具（clamd）が設定されていません')).toBeVisible()
  await expectAccessible(page)
})
