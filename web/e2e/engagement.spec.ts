import { type Browser, expect, type Page, test } from '@playwright/test'
import { App } from './authenticator'
import {
  declareMail,
  desk,
  enter,
  expectAccessible,
  expectNoSidewaysScroll,
  renew,
  send,
  signInOf,
  tabTo,
} from './city'

const secret = '案内メールの宛先を「Cc」に入れて300人に送った'
const body = '見本システム保守株式会社'
const purpose = 'メールサーバーの記録を保全し、だれに届いたかを調べてください。'
const words = '送信の記録を保全しました。300人すべてに届いています。'
const password = 'seven blue lighthouses wait'

const card = (page: Page) => page.getByRole('region', { name: '支援依頼・支援要請（外部の人）' })
const row = (page: Page) => card(page).getByRole('article', { name: body })
const press = (page: Page, name: string) => card(page).getByRole('button', { name }).click()

/** At 200 % and 400 % nothing needs sideways scrolling. */
async function expectFits(page: Page): Promise<void> {
  const was = page.viewportSize() ?? { width: 1366, height: 768 }
  for (const width of [683, 320]) {
    await page.setViewportSize({ width, height: 384 })
    await expectNoSidewaysScroll(page)
  }
  await page.setViewportSize(was)
}

async function propose(page: Page, incident: string): Promise<void> {
  await page.goto(`${incident}?tab=people`)
  await expect(card(page)).toContainText('外部の人に頼んだ支援はありません')
  await tabTo(card(page).getByRole('button', { name: '支援を起案する' }))
  await page.keyboard.press('Enter')
  const go = card(page).getByRole('button', { name: '起案する', exact: true })
  // Nothing is chosen for anybody, and what is missing is said at each place.
  await tabTo(go)
  await page.keyboard.press('Enter')
  await expect(card(page).getByRole('alert')).toHaveText('5か所を直してください')
  await expect(card(page).getByText('見せるもの、渡すものを1つ以上選んでください。')).toBeVisible()
  await expectAccessible(page)
  await tabTo(card(page).getByRole('radio', { name: /^その他の支援/ }), 'Shift+Tab')
  await page.keyboard.press('ArrowDown') // From the last to the first.
  await expect(card(page).getByRole('radio', { name: /^支援依頼/ })).toBeChecked()
  await tabTo(card(page).getByLabel(/^相手/))
  await page.keyboard.type(body)
  await tabTo(card(page).getByLabel(/^頼むこと/))
  await page.keyboard.type(purpose)
  for (const part of [/^あらまし/, /^経過/]) {
    await tabTo(card(page).getByRole('checkbox', { name: part }))
    await page.keyboard.press('Space')
  }
  await tabTo(card(page).getByRole('radio', { name: /^させる/ }))
  await page.keyboard.press('Space')
  await expect(card(page).getByText(/^令和\d+年\d+月\d+日（.） 17:00$/)).toBeVisible()
  await expectAccessible(page)
  await expectFits(page)
  await tabTo(go)
  await page.keyboard.press('Enter')
  await expect(row(page).getByText('決裁待ち')).toBeVisible()
}

async function approve(head: Page, page: Page): Promise<void> {
  const to = await row(page).getByRole('link', { name: '決裁を見る' }).getAttribute('href')
  await head.goto(to ?? '')
  // The head is on the way and has a telephone.
  await head.setViewportSize({ width: 390, height: 844 })
  const details = head.getByRole('region', { name: '承認すると、こうなります' })
  await expect(details).toContainText(body)
  await expect(details).toContainText('あらまし、経過')
  await expect(details).toContainText('二つ目の確認が要ります')
  await expect(details).toContainText(/令和\d+年\d+月\d+日（.） 17:00/)
  await expectAccessible(head)
  await expectNoSidewaysScroll(head)
  await head.getByRole('button', { name: '承認する' }).click()
  await renew(head, 'soumu', () =>
    head.getByRole('button', { name: '承認する' }).waitFor({ state: 'detached' }),
  )
}

/** Lets a person in; gives their link. */
async function admit(page: Page, name: string): Promise<string> {
  await expect(row(page).getByText('支援中', { exact: true })).toBeVisible()
  await press(page, '人を迎える')
  await card(page).getByLabel(/^氏名/).fill('見本 保子')
  await card(page)
    .getByLabel(/^サインインの名前/)
    .fill(name)
  await expectAccessible(page)
  await press(page, 'この人を迎える')
  const link = card(page).getByLabel('はじめのリンク')
  await renew(page, 'handler', () => link.waitFor())
  await expectAccessible(page)
  await expect(card(page).getByText(/^このリンクは1回だけ、7日のあいだ使えます。/)).toBeVisible()
  const value = await link.inputValue()
  await press(page, '渡しました')
  await expect(row(page)).toContainText('見本 保子')
  return value
}

/** Opens the link on a telephone, chooses a password and enrols an app. */
async function begin(browser: Browser, link: string): Promise<Page> {
  const phone = await (
    await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
  ).newPage()
  const asked: string[] = []
  phone.on('request', (request) => asked.push(request.url()))
  await phone.goto(link)
  await expect(phone.getByRole('heading', { level: 1, name: 'はじめてのサインイン' })).toBeVisible()
  // The link is gone from the bar, from the way back and from what was asked of the server.
  const initial = new URLSearchParams(new URL(link).hash.slice(1)).get('password') ?? ''
  expect(new URL(phone.url()).hash).toBe('')
  const kept = await phone.evaluate(() =>
    JSON.stringify([history.state, { ...sessionStorage }, { ...localStorage }]),
  )
  expect(kept).not.toContain(initial)
  await expectAccessible(phone)
  await expectNoSidewaysScroll(phone)
  await phone.getByRole('button', { name: 'はじめる' }).click()

  await expect(phone.getByRole('heading', { level: 1, name: 'はじめにすること' })).toBeVisible()
  await expect(phone.getByLabel('いまのパスワード')).toHaveCount(0)
  await expectAccessible(phone)
  await phone.getByLabel('新しいパスワード').fill(password)
  await phone.keyboard.press('Enter')
  // The password was typed a moment ago: nobody asks for it again.
  await phone.getByRole('button', { name: '認証アプリを登録する' }).click()
  const second = phone.getByRole('region', { name: '二つ目の確認' })
  await expect(phone.getByRole('img', { name: /QRコード/ })).toBeVisible()
  await expectAccessible(phone)
  const app = new App((await second.locator('code').first().textContent()) ?? '')
  await phone.getByLabel('6桁の数字').fill(await app.code())
  await phone.keyboard.press('Enter')
  await phone.getByRole('button', { name: 'しまいました' }).click()
  await expect(phone).toHaveURL(/\/engagements\/[0-9a-f-]{36}$/)
  expect(asked.filter((address) => address.includes(initial))).toEqual([])
  return phone
}

async function expectOnlyTheParts(phone: Page, incident: string): Promise<void> {
  const asked = phone.getByRole('region', { name: '頼まれていること' })
  await expect(asked).toContainText(purpose)
  await expect(asked).toContainText(/令和\d+年\d+月\d+日（.） 17:00 まで/)
  await expect(phone.getByRole('region', { name: 'あらまし' })).toBeVisible()
  await expect(phone.getByRole('region', { name: '経過' })).toBeVisible()
  for (const name of ['分かっていること', '作業', /^ファイル/]) {
    await expect(phone.getByRole('region', { name })).toHaveCount(0)
  }
  const menu = phone.getByRole('navigation', { name: '主なメニュー' })
  await expect(menu.getByRole('link')).toHaveText([/^支援の依頼/, /^私へのお願い/, /^使い方/])
  await expectAccessible(phone)
  await expectFits(phone)
  const told = await phone.evaluate(async (path) => {
    const get = (address: string) => fetch(`/api/v1${address}`).then((answer) => answer.status)
    return [await get(path), await get('/incidents'), await get('/access'), await get('/team')]
  }, incident)
  expect(told).toEqual([403, 403, 403, 403])
}

async function handIn(phone: Page): Promise<void> {
  await phone.getByRole('button', { name: 'この内容を渡す' }).click()
  await expect(phone.getByText('知らせることを書いてください。')).toBeVisible()
  await expect(phone.getByLabel('知らせること')).toBeFocused()
  await phone.getByLabel('知らせること').fill(words)
  await phone.getByRole('button', { name: 'この内容を渡す' }).click()
  const notes = phone.getByRole('region', { name: 'やりとりの控え 1件' })
  await expect(notes).toContainText(words)
  const file = { name: '送信記録.log', mimeType: 'text/plain', buffer: Buffer.alloc(120_000, 7) }
  await phone.getByLabel('ファイルや写真を選ぶ').setInputFiles(file)
  const files = phone.getByRole('region', { name: 'ファイル 1件' })
  await expect(files.getByRole('link', { name: '送信記録.log' })).toBeVisible()
  await expect(files).toContainText('あなたの側から')
  await expectAccessible(phone)
}

test('an outsider is engaged, let in, sees the parts and no more, hands in, and is out', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  await enter(page, 'handler')
  const incident = await declareMail(page, secret)
  await propose(page, incident)
  await approve(await desk(browser, 'soumu', '/approvals'), page)
  const link = await admit(page, 'hoshu')
  const phone = await begin(browser, link)
  await expectOnlyTheParts(phone, incident)
  await handIn(phone)

  // The link is used up.
  const late = await (await browser.newContext()).newPage()
  await late.goto(link)
  await late.getByRole('button', { name: 'はじめる' }).click()
  await expect(
    late.getByRole('heading', { level: 1, name: 'このリンクは、もう使えません' }),
  ).toBeVisible()
  await expectAccessible(late)

  await press(page, '受け渡しを記録する')
  await card(page).getByRole('radio', { name: '渡した' }).click()
  await card(page).getByLabel(/^内容/).fill('受信者の一覧')
  await card(page)
    .getByLabel(/^どこまで/)
    .selectOption('amber')
  await expectAccessible(page)
  await expectFits(page)
  await press(page, 'この受け渡しを記録する')
  await card(page).getByText('受け渡し 2件').click()
  await expect(row(page)).toContainText(words)
  await expect(row(page)).toContainText('TLP:AMBER（')

  await press(page, '終わらせる')
  await card(page)
    .getByLabel(/^終わらせる理由/)
    .fill('調べが終わった')
  await press(page, 'この支援を終わらせる')
  const question = page.getByRole('alertdialog')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'この支援を終わらせる' }).click()
  await expect(card(page).getByText('終わったもの、見送ったもの 1件')).toBeVisible()

  // With the very next thing they do, they are out, and what they saw is off the screen.
  await phone.getByLabel('知らせること').fill('追加の記録です。')
  await phone.getByRole('button', { name: 'この内容を渡す' }).click()
  const over = phone.getByRole('heading', { level: 1, name: '開いている支援はありません' })
  await expect(over).toBeVisible()
  await expect(phone.getByText(purpose)).toHaveCount(0)
  await expectAccessible(phone)
  await phone.goto('/')
  await expect(over).toBeVisible()
})

test('the head and the auditor see who looked, and nobody else is led there', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  await enter(page, 'handler')
  const incident = await declareMail(page, secret)
  await page.goto(incident)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: '閲覧の記録' })).toHaveCount(0)
  await page.goto('/journal/access')
  await expect(
    page.getByRole('heading', { level: 1, name: 'この画面は、あなたの役割では使いません' }),
  ).toBeVisible()

  const auditor = await desk(browser, 'auditor', '/journal')
  const kinds = auditor.getByRole('navigation', { name: '記録の種類' })
  await tabTo(kinds.getByRole('link', { name: '閲覧の記録' }))
  await auditor.keyboard.press('Enter')
  await expect(auditor.getByRole('heading', { level: 1, name: '閲覧の記録' })).toBeVisible()
  const line = auditor.getByRole('row').filter({ hasText: 'メールの誤送信' })
  await expect(line.first()).toContainText('見本 佐和子')
  await expect(line.first()).toContainText('画面')
  await expectAccessible(auditor)
  await auditor.goto(`/journal/access?incident=${incident.split('/').at(-1)}`)
  await expect(auditor.getByText(/を見た人だけを表示しています。/)).toBeVisible()
  await expect(auditor.getByRole('row')).toHaveCount(2)
  await auditor.goto(`/journal/access?incident=${crypto.randomUUID()}`)
  await expect(auditor.getByText('閲覧の記録はありません')).toBeVisible()
  await expectAccessible(auditor)
  await auditor.setViewportSize({ width: 390, height: 844 })
  await auditor.goto('/journal/access')
  await expect(auditor.getByRole('row').first()).toBeVisible()
  await expectAccessible(auditor)
  await expectFits(auditor)
})

test('what was not let in says so plainly', async ({ page }) => {
  await page.goto('/welcome#name=hoshu')
  await expect(
    page.getByRole('heading', { level: 1, name: '届いたリンクから開いてください' }),
  ).toBeVisible()
  expect(new URL(page.url()).hash).toBe('')
  await expectAccessible(page)
  // Somebody who is at work in this browser keeps their place.
  await enter(page, 'handler')
  await page.goto('/welcome#name=hoshu&password=abcde-fghjk-mnpqr-stuvw')
  await expect(
    page.getByRole('heading', { level: 1, name: 'ほかの人がサインインしています' }),
  ).toBeVisible()
  await expect(page.getByText(signInOf('handler').person)).toBeVisible()
  await expectAccessible(page)
})

test('what is handed over without signing in is noted, and a member is told why not more', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  await enter(page, 'handler')
  const incident = await declareMail(page, secret)
  await send(page, `${incident}/engagements`, {
    kind: 'expert',
    body,
    purpose,
    parts: ['files'],
    signs_in: false,
    until: new Date(Date.now() + 86_400_000).toISOString(),
  })
  const member = await desk(browser, 'member', `${incident}?tab=people`)
  await expect(row(member)).toContainText('させない（資料の受け渡しだけ）')
  await expect(card(member).getByRole('button', { name: '支援を起案する' })).toHaveCount(0)
  await expect(card(member).getByText(/^「起案する」：/)).toBeVisible()
  await expectAccessible(member)
})
