import { expect, type Page, test } from '@playwright/test'
import { declareMail, desk, enter, expectAccessible, typeSignIn } from './city'

const words = '宛先の全員に電話をかけ、消したことを聞いている。'

async function open(page: Page, what: string): Promise<string> {
  await enter(page, 'handler')
  const address = await declareMail(page, what)
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return address
}

test('two people change one fact: the later sees both texts and loses none', async ({
  page,
  browser,
}) => {
  const address = await open(page, '二人が同じ事実を直す')
  const other = await desk(browser, 'member', `${address}?tab=facts`)
  await page.goto(`${address}?tab=facts`)
  const edit = (at: Page) => at.getByRole('button', { name: '本人の数を直す' })
  const write = async (at: Page, value: string) => {
    await edit(at).click()
    await at.getByLabel('値', { exact: true }).fill(value)
    await at.getByLabel('何で確かめたか').fill(`${value}の名簿`)
  }
  await write(page, '298')
  await write(other, '301')
  const send = { name: 'この事実を記録する' }
  await other.getByRole('button', send).click()
  await expect(other.getByText('出所：301の名簿')).toBeVisible()
  await page.getByRole('button', send).click()
  const comparison = page.getByRole('region', { name: 'ほかの人が先に直しました' })
  await expect(comparison.getByText('298')).toBeVisible()
  await expect(comparison.getByText(/301/)).toBeVisible()
  await expectAccessible(page)
  await comparison.getByRole('button', { name: '自分の文で直す' }).click()
  await expect(page.getByText('出所：298の名簿')).toBeVisible()
  await expect(other.getByText('出所：298の名簿')).toBeVisible()
})

test('a session that ended is taken up again over the page, with the text in it', async ({
  page,
}) => {
  await open(page, 'サインインが切れる')
  const box = page.getByLabel('いま分かったこと・したことを書く')
  await box.fill(words)
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }))
  await box.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await expect(dialog).toBeVisible()
  await expect(page.locator('textarea').first()).toHaveValue(words)
  await expectAccessible(page)
  await typeSignIn(page, 'handler')
  await expect(dialog).toBeHidden()
  await expect(box).toHaveValue(words)
  await box.press('Control+Enter')
  await expect(box).toHaveValue('')
  await expect(page.getByText(words)).toBeVisible()
})

test('a draft outlives a reload, and no network, and says so', async ({ page, context }) => {
  test.setTimeout(120_000)
  await open(page, '書きかけ')
  const box = page.getByLabel('いま分かったこと・したことを書く')
  await box.pressSequentially(words)
  await page.waitForTimeout(600) // A draft is written a quarter of a second after the last key.
  await page.reload()
  await expect(box).toHaveValue(words)
  await expect(page.getByText(/に書きかけたものです。$/)).toBeVisible()

  await context.setOffline(true)
  const banner = page.getByRole('alert').filter({ hasText: 'サーバーとつながっていません' })
  await expect(banner).toBeVisible({ timeout: 20_000 })
  await box.press('Control+Enter')
  await expect(page.getByText(/サーバーにつながりません。書いたものは残っています/)).toBeVisible()
  await expect(box).toHaveValue(words)
  await expectAccessible(page)
  // What is opened now came when the page stood.
  await page.getByRole('tab', { name: '作業' }).click()
  await expect(page.getByRole('button', { name: '作業を加える' })).toBeVisible()
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('dialog', { name: '検索・操作' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: '状況' }).click()
  await expect(box).toHaveValue(words)
  await context.setOffline(false)
  await expect(banner).toBeHidden({ timeout: 20_000 })
  await box.press('Control+Enter')
  await expect(box).toHaveValue('')
})
