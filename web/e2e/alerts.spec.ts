import { expect, type Page, test } from '@playwright/test'
import { enter, expectAccessible } from './city'

/** What a machine says, with the session of whoever is at the desk. */
async function raise(page: Page, signal: Record<string, unknown>) {
  const { origin } = new URL(page.url())
  const answer = await page.request.post('/api/v1/alerts', {
    data: { source: 'suricata', rule: '2001219', host: 'SZK-114', ...signal },
    headers: { origin },
  })
  expect(answer.status()).toBe(201)
}

test('検知: 一つは受付に、一つは理由を書いて対象外に。回数は数え続ける', async ({ page }) => {
  await enter(page, 'handler', '/alerts')
  await raise(page, {
    title: '外部への怪しい通信',
    severity: 'medium',
    raw: 'alert tcp 198.51.100.7',
  })
  await raise(page, { title: '予定していた診断', rule: 'scan', severity: 'low' })
  await raise(page, { title: '予定していた診断', rule: 'scan', severity: 'low' })
  await expect(page.getByRole('link', { name: /検知.*新しい検知 2件/ })).toBeVisible()
  await expect(page.getByRole('article').filter({ hasText: '予定していた診断' })).toContainText(
    '2回',
  )
  await expectAccessible(page)

  // By keyboard alone.
  await page.getByRole('button', { name: '「外部への怪しい通信」をくわしく見る' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('alert tcp 198.51.100.7')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '受付にする' }).press('Enter')
  await expect(page.getByText(/受付 R\d+-U-\d+ にしました/)).toBeVisible()

  await page.getByRole('button', { name: '「予定していた診断」をくわしく見る' }).press('Enter')
  await page.getByRole('button', { name: '対象外にする' }).press('Enter')
  await page.getByRole('button', { name: '対象外にする' }).press('Enter')
  await expect(page.getByText('理由を書いてください。')).toBeVisible()
  await page.getByLabel(/対象外の理由/).fill('月例の脆弱性診断')
  await expectAccessible(page)
  await page.getByRole('button', { name: '対象外にする' }).press('Enter')
  await expect(page.getByText('新しい検知はありません')).toBeVisible()

  await page.getByRole('radio', { name: '判断済み' }).check()
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('button', { name: '「外部への怪しい通信」をくわしく見る' }).press('Enter')
  await page
    .getByRole('main')
    .getByRole('link', { name: /^R\d+-U-\d+$/ })
    .click()
  await expect(page.getByRole('heading', { name: '外部への怪しい通信' })).toBeVisible()
  await expect(page.getByRole('link', { name: /外部への怪しい通信\s1回/ })).toBeVisible()
})

test('「重大」の検知は、だれが起きていなくても受付箱に入る', async ({ page }) => {
  await enter(page, 'member', '/inbox')
  await raise(page, { title: '身代金を求める文書', rule: 'ransom', severity: 'critical' })
  await expect(page.getByRole('link', { name: /身代金を求める文書/ })).toBeVisible()
  await page.getByRole('link', { name: /身代金を求める文書/ }).click()
  await expect(page.getByRole('heading', { name: 'この受付の検知' })).toBeVisible()
  await expectAccessible(page)
})
