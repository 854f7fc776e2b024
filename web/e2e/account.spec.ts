import { expect, type Page, test } from '@playwright/test'
import { App } from './authenticator'
import {
  desk,
  enter,
  expectAccessible,
  expectNoSidewaysScroll,
  type Name,
  signInOf,
  tabTo,
  typeSignIn,
} from './city'

const title = 'サインインと端末'
const second = (page: Page) => page.getByRole('region', { name: '二つ目の確認' })
const wideDigits = (code: string) =>
  code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))

/** Opens the screen by the menu and enrols an app, by keyboard. */
async function enrol(page: Page): Promise<{ app: App; codes: string[] }> {
  await page.getByRole('button', { name: /のメニュー$/ }).click()
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await tabTo(page.getByRole('button', { name: '認証アプリを登録する' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: /QRコード/ })).toBeVisible()
  await expectAccessible(page)
  const app = new App((await second(page).locator('code').first().textContent()) ?? '')
  await page.getByLabel('6桁の数字').fill('12345')
  await page.keyboard.press('Enter')
  await expect(second(page).getByText(/6桁の数字か、回復コード/)).toBeVisible()
  await page.getByLabel('6桁の数字').fill(wideDigits(await app.code()))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^即応 回復コード/ })).toBeFocused()
  const codes = await second(page).getByRole('listitem').allTextContents()
  expect(new Set(codes).size).toBe(10)
  await expectAccessible(page)
  return { app, codes }
}

/** The password, then the code. */
async function typeBoth(page: Page, name: Name, code: string): Promise<void> {
  await page.goto('/')
  await typeSignIn(page, name)
  const field = page.getByLabel('6桁の数字か、回復コード')
  await expect(field).toBeFocused()
  await field.fill(code)
  await page.keyboard.press('Enter')
}

test('an app is enrolled, and signing in asks for its code', async ({ page, browser }) => {
  test.setTimeout(180_000)
  await enter(page, 'finance', '/incidents')
  const { app, codes } = await enrol(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(codes[0] ?? '')).toBeVisible()
  await page.emulateMedia({ media: null })
  await page.getByRole('button', { name: 'しまいました' }).click()
  await expect(second(page)).toContainText('残り 10個')

  const other = await (await browser.newContext()).newPage()
  await other.goto('/')
  await typeSignIn(other, 'finance')
  await expect(other.getByRole('heading', { name: '二つ目の確認' })).toBeVisible()
  await expectAccessible(other)
  await other.getByLabel('6桁の数字か、回復コード').fill('000000')
  await other.keyboard.press('Enter')
  await expect(other.getByRole('alert')).toContainText('コードが違う')
  await expectAccessible(other)
  await other.getByLabel('6桁の数字か、回復コード').fill(await app.code())
  await other.keyboard.press('Enter')
  await expect(other.getByRole('navigation', { name: '主なメニュー' })).toBeVisible()

  // Without the phone.
  const third = await (await browser.newContext()).newPage()
  await typeBoth(third, 'finance', codes[0] ?? '')
  await expect(third.getByRole('navigation', { name: '主なメニュー' })).toBeVisible()

  // The devices are listed, and one that is ended is out at once.
  await page.reload()
  await expect(second(page)).toContainText('残り 9個')
  const seats = page.getByRole('region', { name: /端末/ })
  await expect(seats.getByRole('listitem')).toHaveCount(3)
  await expect(seats.getByText('いま使っている端末')).toHaveCount(1)
  await seats
    .getByRole('button', { name: /を終わらせる$/ })
    .first()
    .click()
  await page.getByRole('alertdialog').getByRole('button', { name: '終わらせる' }).click()
  await expect(seats.getByRole('listitem')).toHaveCount(2)
  await third.reload()
  await expect(third.getByRole('heading', { level: 1, name: 'サインイン' })).toBeVisible()

  await page.getByRole('button', { name: '二つ目の確認をやめる' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '二つ目の確認をやめる' }).click()
  await expect(second(page)).toContainText('登録していません')
  for (const width of [683, 320]) {
    await page.setViewportSize({ width, height: 384 })
    await expectNoSidewaysScroll(page)
  }
})

test('an administrator gives an initial password, which is changed before all else', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  await enter(page, 'admin', '/charter?part=team')
  await page.getByRole('button', { name: '人を加える' }).click()
  await page.getByLabel('氏名').fill('新任 一葉')
  await page.getByLabel('サインインの名前').fill('shinnin')
  await page.getByLabel('はじめのパスワード').fill('twelve paper lanterns')
  await page.getByRole('button', { name: 'この人を加える' }).click()
  await page.getByRole('link', { name: '新任 一葉さんのサインイン' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: '新任 一葉さんのサインイン' }),
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '仮のパスワードを発行する' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: '仮のパスワードを発行する' })
    .click()
  const shown = page.getByRole('status').filter({ hasText: '仮のパスワード' })
  await expect(shown).toBeVisible()
  await expectAccessible(page)
  const initial = (await shown.locator('code').textContent()) ?? ''

  const newcomer = await (await browser.newContext()).newPage()
  await newcomer.goto('/inbox')
  await newcomer.getByLabel('名前').fill('ｓｈｉｎｎｉｎ')
  await newcomer.getByLabel('パスワード').fill(initial)
  await newcomer.keyboard.press('Enter')
  await expect(newcomer.getByRole('heading', { level: 1, name: 'はじめにすること' })).toBeVisible()
  await expectAccessible(newcomer)
  // It is spent with that: nobody asks for it once more, and it opens nothing any longer.
  await expect(newcomer.getByLabel('いまのパスワード')).toHaveCount(0)
  const again = await (await browser.newContext()).newPage()
  await again.goto('/inbox')
  await again.getByLabel('名前').fill('shinnin')
  await again.getByLabel('パスワード').fill(initial)
  await again.keyboard.press('Enter')
  await expect(again.getByRole('alert')).toContainText('違う')
  await newcomer.getByLabel('新しいパスワード').fill('shinnin-mihon-csirt')
  await newcomer.keyboard.press('Enter')
  await expect(newcomer.getByText(/名前から作ったパスワード/)).toBeVisible()
  await newcomer.getByLabel('新しいパスワード').fill('朝の市場で買った七つの梨')
  await newcomer.keyboard.press('Enter')
  await expect(newcomer.getByText(/15文字以上にしてください/)).toBeVisible()
  await expectAccessible(newcomer)
  await newcomer.getByLabel('新しいパスワード').fill('朝の市場で買った七つの梨と柿')
  await newcomer.keyboard.press('Enter')
  await expect(newcomer.getByText(/15文字以上にしてください/)).toBeVisible()
  await newcomer.getByLabel('新しいパスワード').fill('朝の市場で買った七つの梨と柿と栗')
  await newcomer.keyboard.press('Enter')
  await expect(newcomer.getByRole('navigation', { name: '主なメニュー' })).toBeVisible()
})

test('acts that need it ask for the code as well', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await desk(browser, 'admin', '/incidents')
  const { app } = await enrol(page)
  await page.getByRole('button', { name: 'しまいました' }).click()
  // As if ten minutes had gone by: the first answer asks for the password.
  let isFirst = true
  await page.route('**/api/v1/account/recovery-codes', async (route) => {
    if (!isFirst) return route.fallback()
    isFirst = false
    await route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: '',
        status: 401,
        detail: '',
        code: 'team.renewal_needed',
      }),
    })
  })
  await page.getByRole('button', { name: '回復コードを作り直す' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '回復コードを作り直す' }).click()
  const sheet = page.getByRole('dialog', { name: 'パスワードをもう一度' })
  await sheet.getByLabel('パスワード').fill(signInOf('admin').password)
  await page.keyboard.press('Enter')
  await expect(sheet.getByText('回復コードを書いてください')).toBeVisible()
  await expectAccessible(page)
  await sheet.getByLabel('6桁の数字か、回復コード').fill(await app.code())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^即応 回復コード/ })).toBeVisible()
  await page.getByRole('button', { name: 'しまいました' }).click()
  await page.getByRole('button', { name: '二つ目の確認をやめる' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '二つ目の確認をやめる' }).click()
  await expect(second(page)).toContainText('登録していません')
})
