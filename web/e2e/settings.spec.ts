import { type Browser, expect, type Page, test } from '@playwright/test'
import { desk, enter, expectAccessible, expectNoSidewaysScroll, renew, tabTo } from './city'

const change = (page: Page, name: string) => page.getByRole('button', { name: `${name}を直す` })
const save = (page: Page) => page.getByRole('button', { name: 'この内容に直す' })

async function press(page: Page, target: ReturnType<typeof change>, key = 'Enter') {
  await tabTo(target)
  await page.keyboard.press(key)
}

test('the administrator changes who may do what, one row at a time', async ({ page }) => {
  await enter(page, 'admin', '/charter?part=rights')
  const row = page.getByRole('row', { name: /^APIの鍵を作る/ })
  await expect(row.getByText('できる', { exact: true })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /^完了にする/ }).getByText('代行')).toBeVisible()
  await expectAccessible(page)

  await change(page, 'APIの鍵を作る').focus()
  await page.keyboard.press('Enter')
  const head = page.getByRole('checkbox', { name: 'ＣＳＩＲＴ責任者', exact: true })
  await expect(head).toBeFocused()
  await press(page, page.getByRole('checkbox', { name: /責任者に代わっている間だけ$/ }), 'Space')
  await expectAccessible(page)
  await press(page, save(page))
  await expect(page.getByText('「APIの鍵を作る」を直しました')).toBeVisible()
  await expect(change(page, 'APIの鍵を作る')).toBeFocused()
  await expect(row.getByText('代行')).toBeVisible()

  // The whole right takes the place of the narrower one.
  await page.keyboard.press('Enter')
  await press(
    page,
    page.getByRole('checkbox', { name: 'ＣＳＩＲＴ副責任者', exact: true }),
    'Space',
  )
  await press(page, save(page))
  await expect(row.getByText('できる', { exact: true })).toHaveCount(2)
  await expect(row.getByText('代行')).toHaveCount(0)
})

test('nobody locks everybody out: the last role that may amend stays', async ({ page }) => {
  await enter(page, 'admin', '/charter?part=rights')
  await change(page, '要綱の設定を変える').focus()
  await page.keyboard.press('Enter')
  for (const role of ['ＣＳＩＲＴ責任者', 'システム管理担当']) {
    await press(page, page.getByRole('checkbox', { name: role, exact: true }), 'Space')
  }
  await press(page, save(page))
  await expect(page.getByRole('alert')).toContainText(
    '「要綱の設定を変える」をできる役割を、1つは残してください。',
  )
  await expectAccessible(page)

  // 所管する部局 means nothing where one reads many; that is said without a code.
  await change(page, '受付を読む').focus()
  await page.keyboard.press('Enter')
  const row = page.getByRole('row').filter({ has: page.getByRole('group', { name: '受付を読む' }) })
  await press(page, row.getByRole('checkbox', { name: 'ＣＳＩＲＴ管理者', exact: true }), 'Space')
  const own = row.getByRole('checkbox', { name: /^ＣＳＩＲＴ管理者は、所管/ })
  await press(page, own, 'Space')
  await press(page, row.getByRole('button', { name: 'この内容に直す' }))
  await expect(row.getByRole('alert')).toContainText(
    '所管する部局の事案だけという決め方ができません',
  )
})

test('who takes over from the head is put in another order by keyboard', async ({ page }) => {
  await enter(page, 'admin', '/charter?part=edit')
  const card = page.getByRole('region', { name: '不在のときの順番' })
  const opener = change(page, 'ＣＳＩＲＴ責任者が不在のとき、引き継ぐ順番')
  await opener.focus()
  await page.keyboard.press('Enter')
  const up = card.getByRole('button', { name: '教育部長を1つ上へ' })
  await press(page, up)
  await expect(up).toBeFocused()
  await page.keyboard.press('Enter')
  // First now: there is no way up, so the focus is on the way down.
  await expect(card.getByRole('button', { name: '教育部長を1つ下へ' })).toBeFocused()
  await expect(card.getByText('教育部長は1番目です')).toBeAttached()
  await press(page, card.getByRole('button', { name: '福祉部長を外す' }))
  await expect(card.getByLabel('最後に加える職')).toBeFocused()
  await expectAccessible(page)
  await press(page, save(page))
  await expect(
    page.getByText('「ＣＳＩＲＴ責任者が不在のとき、引き継ぐ順番」を直しました'),
  ).toBeVisible()
  await expect(card.getByRole('listitem').filter({ hasText: /^..部長$/ })).toHaveText([
    '教育部長',
    '市民部長',
  ])

  // As it was.
  await opener.focus()
  await page.keyboard.press('Enter')
  await press(page, card.getByRole('button', { name: '教育部長を外す' }))
  for (const post of ['福祉部長', '教育部長']) {
    await card.getByLabel('最後に加える職').selectOption({ label: post })
    await press(page, card.getByRole('button', { name: '加える', exact: true }))
  }
  await press(page, save(page))
  await expect(card.getByRole('listitem').filter({ hasText: /^..部長$/ })).toHaveText([
    '市民部長',
    '福祉部長',
    '教育部長',
  ])
})

test('what no form changes is changed in the file, checked line by line', async ({ page }) => {
  test.setTimeout(120_000)
  await enter(page, 'admin', '/charter?part=file')
  const file = page.getByLabel('要綱のファイル')
  await expect(file).toHaveValue(/sokuo-charter\/1/)
  await expectAccessible(page)
  const was = await file.inputValue()
  const line = was.split('\n').findIndex((one) => one.includes('token.manage:')) + 1
  await file.fill(was.replace('token.manage:', 'token.manages:'))
  await page.waitForTimeout(600) // A draft is written a quarter of a second after the last key.
  await page.reload()
  await expect(file).toHaveValue(/token\.manages:/)
  await expect(page.getByText(/に書きかけたものです。$/)).toBeVisible()

  await press(page, page.getByRole('button', { name: '確かめる', exact: true }))
  await expect(page.getByText(/^直すところが\d+か所あります$/)).toBeVisible()
  await expectAccessible(page)
  await press(page, page.getByRole('button', { name: `${line}行目`, exact: true }).first())
  await expect(file).toBeFocused()
  await expect(page.getByText(`${line}行目`, { exact: true }).last()).toBeVisible()
  const chosen = () =>
    file.evaluate((at: HTMLTextAreaElement) => at.value.slice(at.selectionStart, at.selectionEnd))
  expect(await chosen()).toContain('token.manages')

  await file.fill(`${was.trimEnd()}\n# 確かめました\n`)
  await expect(page.getByText(/もう一度確かめてください/)).toBeVisible()
  await press(page, page.getByLabel('なぜ直したか'))
  await page.keyboard.type('注を1行')
  await press(page, page.getByRole('button', { name: 'この内容を新しい版にする' }))
  await renew(page, 'admin', () => page.getByText(/^版 \d+ にしました$/).waitFor())
  await expect(page.getByText(/^版 \d+ にしました$/)).toBeVisible()
  await expect(file).toHaveValue(/# 確かめました/)
  await expect(page.getByRole('button', { name: 'この内容を新しい版にする' })).toBeDisabled()
  await expectAccessible(page)
})

/** The file with a note of one's own, and meanwhile somebody else moves the office. */
async function overtaken(page: Page, browser: Browser) {
  await enter(page, 'admin', '/charter?part=file')
  const file = page.getByLabel('要綱のファイル')
  await expect(file).toHaveValue(/sokuo-charter\/1/)
  await file.fill(`${(await file.inputValue()).trimEnd()}\n# 私の注\n`)

  const place = `市役所本庁舎${Date.now() % 1000}階`
  const other = await desk(browser, 'soumu', '/charter?part=edit')
  await change(other, '所在地').click()
  await other.getByLabel('新しい内容').fill(place)
  await save(other).click()
  await expect(other.getByText('「所在地」を直しました')).toBeVisible()
  await other.context().close()
  return { file, place, comparison: page.getByRole('region', { name: 'ほかの人が先に直しました' }) }
}

test('whoever writes the file sees at once that somebody was quicker', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const { file, place, comparison } = await overtaken(page, browser)
  await expect(comparison.getByText(place)).toBeVisible()
  await expect(file).toHaveValue(/# 私の注/)
  await expect(page.getByRole('button', { name: 'この内容を新しい版にする' })).toBeDisabled()
  await expectAccessible(page)
})

test('a text somebody else overtook is compared, not lost', async ({ page, browser }) => {
  test.setTimeout(120_000)
  // No news reach this desk: it learns of the other's change when it saves its own.
  await page.route('**/api/v1/events**', (route) => route.abort())
  const { file, place, comparison } = await overtaken(page, browser)
  await page.getByRole('button', { name: 'この内容を新しい版にする' }).click()
  await renew(page, 'admin', () => comparison.waitFor())
  await expect(comparison.getByText(place)).toBeVisible()
  await expect(file).toHaveValue(/# 私の注/)
  await expectAccessible(page)
  await press(page, comparison.getByRole('button', { name: '記録されている文にする' }))
  await expect(file).toHaveValue(new RegExp(place))
})

test('on a phone the rights are a list, and nothing sticks out @phone', async ({ page }) => {
  await enter(page, 'admin', '/charter?part=rights')
  await expect(page.getByRole('heading', { name: /^APIの鍵を作る/ })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await change(page, '受付を読む').tap()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.goto('/charter?part=edit')
  await change(page, 'ＣＳＩＲＴ責任者が不在のとき、引き継ぐ順番').tap()
  await expectNoSidewaysScroll(page)
  await page.goto('/charter?part=file')
  await expect(page.getByLabel('要綱のファイル')).toBeVisible()
  await expectNoSidewaysScroll(page)
})
