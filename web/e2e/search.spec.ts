import { expect, type Page, test } from '@playwright/test'
import { declareMail, enter, expectAccessible, expectNoSidewaysScroll, send, tabTo } from './city'

const results = (page: Page) =>
  page.getByRole('list', { name: '見つかったもの' }).locator(':scope > li')
const words = (page: Page) => page.getByRole('searchbox', { name: '探す言葉・番号' })

/** A slip by telephone, for what a test only needs to be there. Its number. */
async function report(page: Page, what: string, where = ''): Promise<string> {
  const slip = { channel: 'phone', reporter_class: 'staff', what, where }
  const { number } = await send<{ number: string }>(page, '/reports', slip)
  return number
}

test('a word is found by keyboard, in whichever spelling, and leads to where it stands', async ({
  page,
}) => {
  await enter(page, 'handler', '/inbox')
  const number = await report(page, '鰯雲ﾊﾞｯﾁが㈱みほんの端末で止まった', '別館の電算室')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveTitle(/^検索/)
  await expect(words(page)).toBeFocused()
  await expect(page.getByText('何を探しますか')).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.type('イワシ')
  await page.keyboard.press('Enter')
  await expect(page.getByText('「イワシ」は見つかりませんでした')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '0件' })).toBeVisible()
  await expectAccessible(page)

  await words(page).fill('鰯雲バッチ')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=/)
  await expect(page.getByText('1件見つかりました。')).toBeVisible()
  await expect(results(page)).toHaveCount(1)
  await expect(results(page).locator('mark')).toHaveText('鰯雲ﾊﾞｯﾁ')
  await expect(results(page).getByText('未判断')).toBeVisible()
  await expectAccessible(page)

  // One word in the title, one only in the slip: both are marked, each where it stands.
  await words(page).fill('株 電算室')
  await page.keyboard.press('Enter')
  await expect(results(page).locator('mark')).toHaveText(['㈱', '電算室'])

  // By its number as somebody says it on the phone; then on, without a mouse.
  await words(page).fill(number.toLowerCase().replaceAll('-', ''))
  await page.keyboard.press('Enter')
  await expect(results(page).first().locator('mark').first()).toHaveText(number)
  await words(page).blur()
  await page.keyboard.press('j')
  const link = results(page).first().getByRole('link').first()
  await expect(link).toBeFocused()
  await page.keyboard.press('/')
  await expect(words(page)).toBeFocused()
  await tabTo(link)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/inbox\?report=/)
  await page.goBack()
  await expect(results(page).first().locator('mark').first()).toHaveText(number)
})

test('nine words are refused in words; nothing is asked while an IME composes', async ({
  page,
}) => {
  await enter(page, 'handler', '/search')
  await words(page).fill('一 二 三 四 五 六 七 八 九')
  await page.keyboard.press('Enter')
  await expect(page.getByText('言葉は8つまでです。')).toBeVisible()
  await expect(words(page)).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)

  await words(page).fill('')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/search')) asked.push(request.url())
  })
  await words(page).focus()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.imeSetComposition', {
    text: '端末',
    selectionStart: 2,
    selectionEnd: 2,
  })
  await page.waitForTimeout(500)
  expect(asked).toEqual([])
  await devtools.send('Input.insertText', { text: '端末' })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=/)
  expect(asked.length).toBeGreaterThan(0)
})

test('what is chosen stands in the address, and can be taken off again', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  await report(page, '浮雲端末の画面が消えた')
  // A misdelivery is a report and the incident it became.
  const id = (await declareMail(page, '浮雲名簿を添えた案内')).split('/').pop() ?? ''
  await send(page, `/incidents/${id}/timeline`, { kind: 'action', text: '浮雲名簿の回収を頼んだ' })
  await page.goto('/search?q=浮雲')
  const part = (name: RegExp) => page.getByRole('button', { name, pressed: false })
  await expect(page.getByRole('button', { name: /^すべて 3$/ })).toBeVisible()
  await expect(results(page)).toHaveCount(3)

  await part(/^経過 1$/).click()
  await expect(page).toHaveURL(/kind=line/)
  await expect(results(page)).toHaveCount(1)
  await expect(results(page).getByText('の回収を頼んだ')).toBeVisible()
  await expect(page.getByRole('button', { name: /^受付 2$/ })).toBeVisible() // The others still count.
  await part(/^すべて 3$/).click()
  await expect(results(page)).toHaveCount(3)

  await page.getByText('しぼりこむ').click()
  await page.getByLabel('受付のしかた').selectOption({ label: '電話' })
  await expect(page).toHaveURL(/channel=phone/)
  await expect(results(page)).toHaveCount(1)
  await page.getByLabel('入っていない言葉').fill('画面')
  await page.keyboard.press('Enter')
  await expect(page.getByText('「浮雲」は見つかりませんでした')).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByLabel('入っていない言葉')).toHaveValue('画面')
  await page.getByRole('button', { name: 'しぼりこみを外して探す' }).click()
  await expect(results(page)).toHaveCount(3)
  await expect(page).toHaveURL(/\/search\?q=[^&]+$/)
})

test('the palette shows the first hits, marked, and leads to all of them', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  await report(page, '綿雲端末が止まった')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: '検索・操作' })
  await expect(palette.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('綿雲')
  const hit = palette.getByRole('menuitem').filter({ hasText: '綿雲端末が止まった' })
  await expect(hit.locator('mark')).toHaveText('綿雲')
  await expectAccessible(page)
  await palette.getByRole('menuitem', { name: '「綿雲」をすべて見る' }).click()
  await expect(page).toHaveURL(/\/search\?q=/)
  await expect(results(page)).toHaveCount(1)
})

test('who may not search is not led to it', async ({ page }) => {
  await enter(page, 'auditor', '/search?q=端末')
  await expect(page.getByText('この画面は、あなたの役割では使いません')).toBeVisible()
  await expect(words(page)).toHaveCount(0)
})

test('on a phone it reads from top to bottom @phone', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  await report(page, `巻雲端末 https://a.example/${'x'.repeat(120)} が開いた`)
  await page.goto('/search?q=巻雲')
  await expect(results(page)).toHaveCount(1)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.getByText('しぼりこむ').tap()
  await expect(page.getByLabel('受付のしかた')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
