import { type Browser, expect, type Page, test } from '@playwright/test'
import { desk, enter, expectAccessible, expectNoSidewaysScroll, front, renew, tabTo } from './city'

const seen = '市のホームページの申込画面が、知らない言葉の画面に変わっています。'

/** A citizen with a phone and no JavaScript tells what was seen; the receipt's number. */
async function tell(browser: Browser, what: string): Promise<string> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await page.goto(`${front}/poc/report`)
  await page.getByLabel('いつ').fill('きょうの朝 9時ごろ')
  await page.getByLabel('どこで').fill('市のホームページの「ごみ分別」')
  await page.getByRole('textbox', { name: '何が ※必須' }).fill(what)
  await page.getByLabel('電話番号').first().fill('000-0000-0000')
  // Nobody writes this faster: a form that comes back at once is taken for a machine's.
  await page.waitForTimeout(5_000)
  await page.getByRole('button', { name: 'この内容で知らせる' }).click()
  const number = page.locator('p.num')
  await expect(number).toBeVisible()
  const said = await number.innerText()
  await context.close()
  return said
}

test('a citizen without JavaScript gets a number, and is told what is missing @phone', async ({
  page,
  browser,
}) => {
  await page.goto(`${front}/poc/report`)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'この内容で知らせる' }).click()
  await expect(page).toHaveTitle(/^エラー/)
  await expectAccessible(page)
  expect(await tell(browser, seen)).toMatch(/\d/)
})

test('from a report to its closing, and the proof of it', async ({ page, browser }) => {
  test.setTimeout(150_000)
  const number = await tell(browser, seen)
  await enter(page, 'handler')
  await judgeByKeyboard(page, number)
  await recordByKeyboard(page)
  await setFact(page)
  await addAndFinishTask(page)
  await askDecision(page)

  await recordOralAgreement(page)

  const head = await desk(browser, 'soumu', new URL(page.url()).pathname)
  await decide(head)
  await converge(head)
  await page.getByRole('tab', { name: '状況' }).click()
  await expect(page.getByText('完了', { exact: true }).first()).toBeVisible()

  const auditor = await desk(browser, 'auditor', '/journal')
  await auditor.getByRole('gridcell', { name: '証明を見る' }).first().click()
  await expect(auditor.getByText('この記録は、署名されたときのままです。')).toBeVisible()
  await expect(auditor.getByText('合いました')).toHaveCount(4)
  await expectAccessible(auditor)
})

async function judgeByKeyboard(page: Page, number: string): Promise<void> {
  const row = page.getByRole('link').filter({ hasText: number })
  await tabTo(row)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`受付 ${number}`)).toBeVisible()
  await tabTo(page.getByRole('radio', { name: 'インシデントとして扱う' }))
  await page.keyboard.press('Space')
  await page.keyboard.press('1')
  const kinds = page.getByRole('group', { name: /種別（要綱/ })
  await expect(kinds.getByRole('checkbox').first()).toBeChecked()
  const answers = ['住民の情報に関わる', '業務が止まっている', '被害が広がるおそれ']
  for (const question of answers) {
    await tabTo(page.getByRole('radiogroup', { name: question }).getByLabel('はい'))
    await page.keyboard.press('ArrowRight')
    await expect(
      page.getByRole('radiogroup', { name: question }).getByLabel('いいえ'),
    ).toBeChecked()
  }
  await expect(page.getByText('提案', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await tabTo(page.getByRole('button', { name: 'インシデントとして宣言する' }))
  await page.keyboard.press('Enter')
  const link = page.getByRole('link', { name: /^事案 .+ を開く$/ })
  await renew(page, 'handler', () => link.waitFor())
  await tabTo(link)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('市のホームページ')
}

async function recordByKeyboard(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: '記録を書く' })).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByLabel('いま分かったこと・したことを書く')).toBeFocused()
  await page.keyboard.type('委託先に電話し、画面の差し替えを確かめた。')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').getByText('記録しました')).toBeVisible()
  await expect(page.getByText('委託先に電話し、画面の差し替えを確かめた。')).toBeVisible()
  await expect(page.getByLabel('いま分かったこと・したことを書く')).toHaveValue('')
  await expectAccessible(page)
}

async function setFact(page: Page): Promise<void> {
  await page.keyboard.press('Alt+3')
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: /を直す$/ })
    .first()
    .click()
  await page
    .getByRole('radiogroup', { name: /の状態$/ })
    .getByLabel('不明')
    .check()
  await page.getByLabel('何で確かめたか').fill('委託先の回答')
  await page.getByRole('button', { name: 'この事実を記録する' }).click()
  await expect(page.getByText('出所：委託先の回答')).toBeVisible()
}

async function addAndFinishTask(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '作業' }).click()
  await page.getByRole('button', { name: '作業を加える' }).click()
  await page.getByLabel('すること').fill('公開を止めて、お知らせの画面に切り替える')
  await page.getByRole('button', { name: '加える', exact: true }).click()
  const task = page.getByRole('listitem').filter({ hasText: '公開を止めて' })
  await task.getByRole('button', { name: '結果を書く' }).click()
  await task.getByLabel('分かったこと・したこと').fill('10時に切り替えた')
  await task.getByRole('button', { name: '済みにする' }).click()
  await expect(task.getByText('結果：10時に切り替えた')).toBeVisible()
}

async function askDecision(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '状況' }).click()
  await page.getByRole('button', { name: '判断を求める', exact: true }).click()
  await page.getByLabel('決めてほしいこと').fill('申込画面をいつ戻すか')
  await page.getByLabel('案A').fill('きょう中に戻す')
  await page.getByLabel('案B').fill('調査が済むまで止める')
  await page.getByLabel('現場の案').selectOption({ index: 2 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'この内容で判断を求める' }).click()
  await expect(page.getByText('申込画面をいつ戻すか').first()).toBeVisible()
}

async function decide(page: Page): Promise<void> {
  await page.getByRole('button', { name: '判断の資料を見る' }).click()
  await page.getByRole('radio', { name: /調査が済むまで止める/ }).check()
  await page.getByLabel('理由').fill('住民の情報を守るため')
  await page.getByRole('button', { name: 'この案に決める' }).click()
  await expect(page.getByText('いま待っている判断はありません。')).toBeVisible()
}

/** ＣＩＳＯの了承 is no one else's to give; the handler writes down who gave it, when and how. */
async function recordOralAgreement(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^収束/ }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'ＣＩＳＯの了承' })
  await row.getByRole('button', { name: '口頭承認を記録する' }).click()
  await row.getByLabel('だれが了承したか').fill('副市長（ＣＩＳＯ）')
  const told = new Date(Date.now() - 24 * 60 * 60 * 1000)
  await row.getByLabel('年', { exact: true }).fill(String(told.getFullYear()))
  await row.getByLabel('月', { exact: true }).fill(String(told.getMonth() + 1))
  await row.getByLabel('日', { exact: true }).fill(String(told.getDate()))
  await row.getByLabel('時', { exact: true }).fill('9')
  await row.getByLabel('分', { exact: true }).fill('00')
  await row.getByLabel('どのように').fill('電話')
  await expectAccessible(page)
  await row.getByRole('button', { name: '満たした' }).click()
  await expect(row.getByText(/^口頭承認：副市長/)).toBeVisible()
}

async function converge(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^収束/ }).click()
  const conditions = page
    .getByRole('tabpanel')
    .getByRole('listitem')
    .filter({ has: page.getByText('未了', { exact: true }) })
  await expect(page.getByText(/条件があと\d+件残っています/)).toBeVisible()
  await expectAccessible(page)
  for (let left = await conditions.count(); left > 0; left -= 1) {
    const one = conditions.first()
    const isWaived = await one.getByRole('button', { name: '該当なし' }).isVisible()
    const verb = isWaived ? '該当なし' : '満たした'
    await one.getByRole('button', { name: verb }).click()
    await one.getByRole('textbox').fill(isWaived ? '申込の情報は届いていない' : '台帳で確かめた')
    await one.getByRole('button', { name: verb }).click()
    await expect(conditions).toHaveCount(left - 1)
  }
  await page.getByLabel('宣言の文').fill('画面を元に戻し、再発を防ぐ手当てを終えた。')
  await page.getByRole('button', { name: '収束を宣言する' }).click()
  await renew(page, 'soumu', () => page.getByText(/に収束を宣言しました$/).waitFor())
  await page.getByLabel('完了にする理由と、残った課題').fill('残った課題はない。')
  await page.getByRole('button', { name: '完了にする' }).click()
  await renew(page, 'soumu', () => page.getByText(/に完了しました$/).waitFor())
}
