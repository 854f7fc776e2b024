import { expect, type Page, test } from '@playwright/test'
import { declareMail, enter, expectAccessible, renew, send, tabTo } from './city'

const ground = '保有個人情報の利用停止請求（個人情報の保護に関する法律第98条）'

/** Unfolds one of the acts of erasing, by keyboard; they stand at the end, so from there. */
async function unfold(page: Page, title: string) {
  const act = page.locator('details').filter({ hasText: title })
  await tabTo(act.locator('summary'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(act).toHaveAttribute('open', '')
  return act
}

/** A link that has scrolled half under the bar would be too small to press, says axe. */
async function expectAccessibleFromTop(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0))
  await expectAccessible(page)
}

/** Without a ground nothing is sent; with one the act is done, after the password. */
async function erase(page: Page, title: string, said: string): Promise<void> {
  const act = await unfold(page, title)
  await expectAccessibleFromTop(page)
  const sent: string[] = []
  page.on('request', (asked) => asked.url().endsWith('/erasure') && sent.push(asked.url()))
  const go = act.getByRole('button', { name: title })
  await tabTo(go)
  await page.keyboard.press('Enter')
  await expect(act.getByText('消去する法的な根拠を書いてください。')).toBeVisible()
  await expectAccessibleFromTop(page)
  await page.keyboard.press('Shift+Tab')
  await expect(act.getByRole('textbox', { name: /^消去する法的な根拠/ })).toBeFocused()
  await page.keyboard.type(ground)
  // A line break in the ground, and no erasing.
  await page.keyboard.press('Enter')
  await tabTo(go)
  expect(sent).toEqual([])
  await page.keyboard.press('Enter')
  const receipt = page.getByRole('status').getByText(said)
  await renew(page, 'soumu', () => receipt.waitFor())
  await expect(act.getByRole('textbox')).toHaveCount(0)
  await expectAccessibleFromTop(page)
}

test('the people of a report are erased, and what they told stays', async ({ page }) => {
  test.setTimeout(150_000)
  await enter(page, 'soumu')
  const what = '【架空】知らない画面が開いたままになっている'
  const { id, number } = await send<{ id: string; number: string }>(page, '/reports', {
    channel: 'phone',
    what,
    reporter: { name: '【架空】浜名 みどり', phone: '000-0000-0011' },
    finder: { name: '【架空】天竜 一郎' },
  })
  await page.goto(`/inbox?report=${id}&state=all`)
  const report = page.getByRole('article')
  await expect(report.getByText('浜名 みどり')).toBeVisible()

  // The content is not erased before people have judged the report.
  const content = await unfold(page, '内容を消去する')
  await expect(content.getByText('判断が終わった受付だけです。')).toBeVisible()
  await expect(content.getByRole('button')).toHaveCount(0)

  await erase(page, '個人の情報を消去する', '個人の情報を消去しました')
  await page.reload()
  await expect(report.getByText(`受付 ${number}`)).toBeVisible()
  await expect(report.getByRole('heading', { name: what })).toBeVisible()
  await expect(report.getByText('消去済み', { exact: true }).first()).toBeVisible()
  for (const gone of ['浜名', '天竜', '000-0000-0011', ground]) {
    await expect(page.getByText(gone)).toHaveCount(0)
  }
  const people = await unfold(page, '個人の情報を消去する')
  await expect(people.getByText('消去する氏名や連絡先はありません。')).toBeVisible()
})

test('the content of an incident that has ended is erased, and its number stays', async ({
  page,
}) => {
  test.setTimeout(150_000)
  await enter(page, 'soumu')
  const title = '内容を消去する'
  const what = '【架空】宛先を「Cc」に入れた、消すことになる件'
  const address = await declareMail(page, what)
  await page.goto(address)
  await expect(page.getByText(what).first()).toBeVisible()
  const crumb = page.getByRole('paragraph').filter({ hasText: /^インシデント ／/ })
  const number = await crumb.innerText()

  // What is going on is not erased.
  await page.goto(`${address}?tab=history`)
  const early = await unfold(page, title)
  await expect(early.getByText('完了または取り下げた事案だけです。')).toBeVisible()
  await expect(early.getByRole('button')).toHaveCount(0)

  const statement = '【架空】送っていなかったと分かった'
  await page.goto(`${address}?tab=closure`)
  await tabTo(page.getByLabel('取り下げる理由'))
  await page.keyboard.type(statement)
  await tabTo(page.getByRole('button', { name: '取り下げる' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').getByText('取り下げました')).toBeVisible()
  await page.goto(`${address}?tab=history`)
  await erase(page, title, '内容を消去しました')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('消去済み')
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('消去済み')
  await expect(crumb).toHaveText(number)
  await expect(page.getByText(statement)).toHaveCount(0)
  await expectAccessibleFromTop(page)
  await page.goto(`${address}?tab=history`)
  const again = await unfold(page, title)
  await expect(again.getByText('内容はもう消去してあります。')).toBeVisible()

  // What was told is the report's, and goes there.
  await page.goto(address)
  await tabTo(page.getByRole('link', { name: /^受付 .+ を見る$/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').getByRole('heading', { name: what })).toBeVisible()
  await erase(page, title, '内容を消去しました')
  await expect(
    page.getByRole('article').getByRole('heading', { level: 2, name: '消去済み' }),
  ).toBeVisible()
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('消去済み')
  await expect(page.getByText(what)).toHaveCount(0)
})
