import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { enter, expectAccessible, send, tabTo } from './city'

test('束を作って持ち出し、宛先の違う束は断られる', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  await send(page, '/reports', { channel: 'phone', what: '【架空】持ち出す件' })
  await tabTo(page.getByRole('link', { name: '運び込み・持ち出し' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'lgwan へ持ち出す' })).toBeVisible()
  await expect(page.getByText('添付は名前とハッシュだけを入れます。')).toBeVisible()
  await expectAccessible(page)

  const downloading = page.waitForEvent('download')
  await tabTo(page.getByRole('button', { name: '束を作る' }))
  await page.keyboard.press('Enter')
  const bundle = await downloading
  expect(bundle.suggestedFilename()).toMatch(/^sokuo-internet-lgwan-\d{6}\.bundle$/)
  await expect(page.getByText(/件の知らせを入れた束を作りました。/)).toBeVisible()
  const bytes = readFileSync(await bundle.path())
  expect(bytes.includes('持ち出す件')).toBe(false)

  await page.getByLabel('運び込む束').setInputFiles({
    name: 'own.bundle',
    mimeType: 'application/octet-stream',
    buffer: bytes,
  })
  await page.getByRole('button', { name: '束を読み込む' }).press('Enter')
  await expect(
    page.getByText('送り元「internet」は bundles.yaml に書かれていません。'),
  ).toBeVisible()
  await expectAccessible(page)
})
