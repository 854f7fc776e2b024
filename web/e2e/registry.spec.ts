import { expect, type Page, test } from '@playwright/test'
import { desk, enter, expectAccessible, expectNoSidewaysScroll, tabTo } from './city'

const card = (page: Page, name: string) =>
  page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2, name }) })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function press(page: Page, name: string): Promise<void> {
  await tabTo(button(page, name))
  await page.keyboard.press('Enter')
}

async function write(page: Page, label: string, text: string, nth = 0): Promise<void> {
  await tabTo(page.getByRole('textbox', { name: label }).nth(nth))
  await page.keyboard.type(text)
}

test('a contractor and its own contractor are written down, called, checked and ended', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  await enter(page, 'handler', '/')
  await page.getByRole('link', { name: '台帳', exact: true }).click()
  await expect(page).toHaveTitle(/^台帳/)
  await expect(page.getByText('委託先はまだありません')).toBeVisible()
  await expectAccessible(page)

  await press(page, '委託先を加える')
  await expect(page.getByRole('textbox', { name: '会社の名前' })).toBeFocused()
  await press(page, 'この内容で台帳に書く')
  await expect(page.getByText('会社の名前を書いてください。')).toBeVisible()
  await expectAccessible(page)
  await tabTo(page.getByRole('textbox', { name: '会社の名前' }), 'Shift+Tab')
  await page.keyboard.type('架空システム株式会社')
  await write(page, '名前または窓口', '営業の担当')
  await write(page, '電話', '０００ー１１１ー２２２２')
  await press(page, '連絡先を足す')
  await tabTo(page.getByRole('textbox', { name: '名前または窓口' }).nth(1), 'Shift+Tab')
  await page.keyboard.type('夜間の当番')
  await write(page, '電話', '000-333-4444', 1)
  await write(page, 'つながる時間', '24時間', 1)
  for (const [label, value] of [
    ['年', '令和9'],
    ['月', '3'],
    ['日', '31'],
  ] as const) {
    await tabTo(page.getByLabel(label, { exact: true }))
    await page.keyboard.type(value)
  }
  await write(page, 'データ消去の義務', '契約の終わりから30日以内に消去し、証明書を出す')
  await expectAccessible(page)
  await press(page, 'この内容で台帳に書く')
  const main = card(page, '架空システム株式会社')
  await expect(main.getByText('令和9年3月31日（水）まで')).toBeVisible()
  await expect(main.getByText(/まだ確かめていません/)).toBeVisible()
  await expect(main.getByText('消去証明を、まだ受け取っていません。')).toBeVisible()
  const calls = main.getByRole('link')
  await expect(calls.nth(0)).toHaveAttribute('href', 'tel:000-333-4444')
  await expect(calls.nth(1)).toHaveAttribute('href', 'tel:000-111-2222')
  await expectAccessible(page)

  // 再委託 stands under it.
  await press(page, '委託先を加える')
  await expect(page.getByRole('textbox', { name: '会社の名前' })).toBeFocused()
  await page.keyboard.type('例示運用合同会社')
  await page.getByLabel('再委託元').selectOption({ label: '架空システム株式会社' })
  await press(page, 'この内容で台帳に書く')
  await expect(card(page, '例示運用合同会社').getByText('再委託（1段目）')).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'しくみ',
    /^架空システム株式会社/,
    /^例示運用合同会社/,
  ])

  await press(page, '架空システム株式会社の連絡先を確かめた')
  await expect(main.getByText(/見本 佐和子さんが確かめました（0日前）/)).toBeVisible()

  await press(page, '架空システム株式会社の契約を終える')
  await expect(page.getByRole('textbox', { name: '理由' })).toBeFocused()
  await page.keyboard.type('入札で別の会社になった')
  await press(page, '契約を終える')
  await expect(main.getByText('契約終了', { exact: true })).toBeVisible()
  await expect(main.getByText('消去証明がまだです')).toBeVisible()
  await press(page, '架空システム株式会社の消去証明を受け取った')
  const today = new Date()
  for (const [label, value] of [
    ['年', today.getFullYear()],
    ['月', today.getMonth() + 1],
    ['日', today.getDate()],
  ] as const) {
    await tabTo(page.getByLabel(label, { exact: true }))
    await page.keyboard.type(String(value))
  }
  await write(page, '証明するもの', '消去証明書 第12号')
  await expectAccessible(page)
  await press(page, '消去証明を記録する')
  await expect(main.getByText(/に消去（証明あり）　消去証明書 第12号$/)).toBeVisible()
  await expect(main.getByText('消去証明がまだです')).toHaveCount(0)
  await expectAccessible(page)

  // Who may only read is told so, and has no button that would be refused.
  const reader = await desk(browser, 'auditor', '/registry')
  await expect(reader.getByText(/^見るだけです。この操作ができるのは/)).toBeVisible()
  await expect(button(reader, '委託先を加える')).toHaveCount(0)
  await expect(reader.getByRole('link', { name: '000-333-4444' })).toBeVisible()
  await expectAccessible(reader)
})

test('two people change one system: the slower one sees both, and nothing is lost', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const name = '施設予約システム（架空）'
  await enter(page, 'handler', '/registry?part=systems')
  await press(page, 'システムを加える')
  await expect(page.getByRole('textbox', { name: 'システムの名前' })).toBeFocused()
  await page.keyboard.type(name)
  await press(page, 'この内容で台帳に書く')
  await press(page, `${name}を直す`)
  await write(page, '備考', '私の備考')

  const other = await desk(browser, 'handler', '/registry?part=systems')
  await press(other, `${name}を直す`)
  await write(other, '所管', '生涯学習課')
  await press(other, 'この内容で台帳に書く')
  await expect(card(other, name).getByText('生涯学習課')).toBeVisible()

  // The news of it reach this desk while the person still writes.
  const comparison = page.getByRole('region', { name: 'ほかの人が先に直しました' })
  await expect(comparison.getByText('生涯学習課')).toBeVisible()
  await expect(comparison.getByText('私の備考')).toBeVisible()
  await expectAccessible(page)
  await tabTo(comparison.getByRole('button', { name: '自分の文で直す' }))
  await page.keyboard.press('Enter')
  await expect(comparison).toHaveCount(0)
  await expect(card(page, name).getByText('私の備考')).toBeVisible()
})

test('a system has posts that answer for it', async ({ page }) => {
  test.setTimeout(90_000)
  await enter(page, 'handler', '/registry?part=systems')
  await press(page, 'システムを加える')
  await expect(page.getByRole('textbox', { name: 'システムの名前' })).toBeFocused()
  await page.keyboard.type('住民記録システム（架空）')
  await write(page, '所管', '市民課')
  await tabTo(page.getByRole('checkbox', { name: '市民課長' }))
  await page.keyboard.press('Space')
  await tabTo(page.getByRole('checkbox', { name: '個人情報あり' }))
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await press(page, 'この内容で台帳に書く')
  const system = card(page, '住民記録システム（架空）')
  await expect(system.getByText('市民課長')).toBeVisible()
  await expect(system.getByText('個人情報あり')).toBeVisible()
  await expectAccessible(page)
  await press(page, '住民記録システム（架空）を直す')
  await expect(page.getByRole('checkbox', { name: '市民課長' })).toBeChecked()
})

test('the registry fits a phone @phone', async ({ page }) => {
  await enter(page, 'handler', '/registry')
  await expect(page.getByRole('heading', { level: 1, name: '台帳' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await button(page, '委託先を加える').tap()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.goto('/registry?part=systems')
  await expectNoSidewaysScroll(page)
})
