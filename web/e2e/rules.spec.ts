import { expect, test } from '@playwright/test'
import { enter, expectAccessible, expectNoSidewaysScroll, tabTo } from './city'

test('今の検知ルールを、ログの画面から開き、言葉と危険度でさがす', async ({ page }) => {
  await enter(page, 'handler', '/logs')
  await tabTo(page.getByRole('link', { name: '検知ルールを見る' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '検知ルール' })).toBeVisible()
  const list = page.getByRole('region', { name: 'ルールの一覧' })
  await expect(list.getByText(/^\d+ 件のルール$/)).toBeVisible()
  await expect(page.getByRole('region', { name: '今のルール' })).toContainText('文字の行')
  const unusable = page.getByRole('region', { name: '使えないルール' })
  await unusable.getByText('使えないルール：1件').press('Enter')
  await expect(unusable.getByText('base65', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.getByLabel('さがす言葉').fill('Sokuo')
  await page.getByLabel('危険度').selectOption('critical')
  await tabTo(page.getByRole('button', { name: 'さがす', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/level=critical/)
  const first = list.locator('details').first()
  await expect(first.getByText('重大', { exact: true })).toBeVisible()
  await first.locator('summary').press('Enter')
  await expect(first.getByText('利用条件：Apache-2.0')).toBeVisible()
  await expectAccessible(page)

  await page.getByLabel('さがす言葉').fill('そのようなルールはない')
  await page.keyboard.press('Enter')
  await expect(page.getByText('当てはまるルールはありません')).toBeVisible()
})
