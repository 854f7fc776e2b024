import { expect, type Page, test } from '@playwright/test'
import { desk, enter, expectAccessible, expectNoSidewaysScroll, renew, tabTo } from './city'

const card = (page: Page) => page.getByRole('region', { name: '非常用アカウント' })
const sheets = (page: Page) => page.getByRole('region', { name: '封筒に入れる2枚' })
const bar = (page: Page) => page.getByText(/^非常用アカウントが使われています（令和\d+年.*から）$/)

/** Presses the button by keyboard and gives the two halves that are shown. */
async function seal(page: Page, name: string): Promise<[string, string]> {
  await tabTo(card(page).getByRole('button', { name }))
  await page.keyboard.press('Enter')
  await renew(page, 'admin', () => sheets(page).waitFor())
  await expect(page.getByRole('heading', { name: '封筒に入れる2枚' })).toBeFocused()
  const shown = sheets(page).getByRole('definition')
  return [await shown.nth(0).innerText(), await shown.nth(1).innerText()]
}

test('two sheets open the door at night, everybody is told, and it is sealed again', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  const handler = await desk(browser, 'handler', '/incidents')
  await expect(bar(handler)).toHaveCount(0)
  await enter(page, 'admin', '/people')
  await expect(card(page)).toContainText('まだありません')
  await expectAccessible(page)
  const [first, second] = await seal(page, '封をする')
  await expectAccessible(page)

  // Two pages, and never both halves on one.
  await page.emulateMedia({ media: 'print' })
  const papers = page.getByRole('article')
  await expect(papers).toHaveCount(2)
  await expect(papers.nth(0)).toContainText(first)
  await expect(papers.nth(0)).not.toContainText(second)
  await expect(papers.nth(1)).toContainText(second)
  await expect(papers.nth(1)).not.toContainText(first)
  await expect(papers.nth(1)).toContainText('名前に break-glass と打ちます')
  await expect(page.getByRole('heading', { name: '体制・連絡先' })).toHaveCount(0)
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(2)
  await page.emulateMedia({ media: 'screen' })

  await tabTo(page.getByRole('button', { name: '2枚を封筒に入れた' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(first)).toHaveCount(0)
  await expect(card(page)).toContainText('封がされています')

  const night = await (await browser.newContext()).newPage()
  await night.goto('/')
  await night.getByLabel('名前').fill('break-glass')
  await night.getByLabel('パスワード').fill(`${first}-${second}`)
  await night.keyboard.press('Enter')
  await expect(bar(night)).toBeVisible()
  await expectAccessible(night)

  // Whose keys lie in envelopes changes none of them.
  await night.goto('/account')
  await expect(night.getByText('非常用アカウントです', { exact: true })).toBeVisible()
  await expect(night.getByRole('button', { name: /パスワード|認証アプリ|終わらせる/ })).toHaveCount(
    0,
  )
  await expectAccessible(night)

  // Whoever sits at a screen is told without touching it.
  await expect(bar(handler)).toBeVisible()
  await expect(handler.getByRole('link', { name: '体制・連絡先で封をし直す' })).toHaveCount(0)
  await expectAccessible(handler)

  await page.goto('/charter')
  await expect(bar(page)).toBeVisible()
  await tabTo(page.getByRole('link', { name: '体制・連絡先で封をし直す' }))
  await page.keyboard.press('Enter')
  await expect(card(page)).toContainText('使われています')
  await expectAccessible(page)
  const [again] = await seal(page, '封をし直す')
  expect(again).not.toBe(first)
  await expect(bar(page)).toHaveCount(0)
  await expect(bar(handler)).toHaveCount(0)
})

test('the card and the bar fit a phone @phone', async ({ page }) => {
  await enter(page, 'admin', '/people')
  await expect(card(page)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
