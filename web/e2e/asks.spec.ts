import { type Browser, expect, type Page, test } from '@playwright/test'
import {
  declareMail,
  desk,
  enter,
  expectAccessible,
  expectNoSidewaysScroll,
  send,
  tabTo,
  typeSignIn,
} from './city'

const secret = '案内メールの宛先を「Cc」に入れて300人に送った'
const answer = '予備費から300万円まで使えます。きょう中に契約できます。'

const field = (page: Page) => page.getByRole('textbox', { name: 'お答え' })
const go = (page: Page) => page.getByRole('button', { name: 'このお答えを送る' })
const card = (page: Page, text: string) => page.getByRole('region').filter({ hasText: text })
const ofTeam = (page: Page) => page.getByRole('region', { name: '人に頼んでいること' })

/** Puts an ask to the finance section, as the screen would. */
async function put(page: Page, incident: string, text: string, minutes?: number): Promise<void> {
  const due = minutes !== undefined && {
    due_at: new Date(Date.now() + minutes * 60_000).toISOString(),
  }
  await send(page, `${incident}/asks`, { post: 'zaisei-kacho', text, ...due })
}

/** Answers what other tests left open, so that a test begins with nothing asked. */
async function clear(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { items } = await (await fetch('/api/v1/asks')).json()
    for (const { id } of items as { id: string }[]) {
      await fetch(`/api/v1/asks/${id}/answer`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({ text: '済み' }),
      })
    }
  })
}

/** A handler whose incident asks the finance section, and the finance section at its desk. */
async function asked(page: Page, browser: Browser, text: string) {
  const finance = await desk(browser, 'finance', '/')
  await clear(finance)
  await enter(page, 'handler')
  const incident = await declareMail(page, secret)
  await put(page, incident, text)
  await finance.goto('/asks')
  await expect(card(finance, text)).toBeVisible()
  return { incident, finance }
}

/** The next file chooser is answered with this file, by the keyboard. */
async function chooseFile(page: Page, name: string, bytes: number): Promise<void> {
  await tabTo(page.getByLabel('ファイルや写真を選ぶ'))
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  const mimeType = 'application/octet-stream'
  await (await chooser).setFiles({ name, mimeType, buffer: Buffer.alloc(bytes, 7) })
}

test('the finance section is asked, answers with a file, and sees nothing else', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  const text = '予備費から調査の費用を出せるか、教えてください。'
  await enter(page, 'handler')
  const incident = await declareMail(page, secret)
  await page.goto(incident)
  await askByKeyboard(page, text)

  const finance = await desk(browser, 'finance', '/')
  await expect(finance).toHaveURL(/\/asks/)
  await expect(finance).toHaveTitle(/^私へのお願い/)
  const mine = card(finance, text)
  await expect(mine.getByRole('heading')).toContainText('情報政策課長 見本 佐和子さんから')
  await expect(mine.getByText(/^令和\d+年\d+月\d+日（.）\s15:00 まで$/)).toBeVisible()
  await expect(mine.getByText(/^あと /)).toBeVisible()
  await expectAccessible(finance)
  await expectMenuOfTheAsked(finance)

  // Nothing is sent blank, and what is wrong is said at the field.
  await tabTo(go(finance))
  await finance.keyboard.press('Enter')
  await expect(field(finance)).toBeFocused()
  await expect(finance.getByText('お答えを書いてください。')).toBeVisible()
  await expectAccessible(finance)

  await chooseFile(finance, '予備費の残額.xlsx', 120_000)
  await expect(mine.getByText('渡したファイル 1件')).toBeVisible()
  await expect(mine.getByText('予備費の残額.xlsx')).toBeVisible()
  await tabTo(field(finance), 'Shift+Tab')
  await finance.keyboard.type(answer)
  await tabTo(go(finance))
  await finance.keyboard.press('Enter')
  const receipt = finance.getByRole('region', { name: 'お答えを受け取りました' })
  await expect(receipt).toBeFocused()
  await expect(receipt.getByText(answer)).toBeVisible()
  await expect(receipt.getByText('予備費の残額.xlsx')).toBeVisible()
  await expect(card(finance, text)).toHaveCount(0)
  await expectAccessible(finance)
  await expectNothingElse(finance, incident)

  // The handler, whose page was open all the time, has it.
  await expect(ofTeam(page).getByText(answer)).toBeVisible()
  await expect(ofTeam(page).getByText('答えあり')).toBeVisible()
  await expect(page.getByText(`お願いに答えがありました：${answer}`)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: /^添付/ }).click()
  await expect(page.getByRole('link', { name: '予備費の残額.xlsx' })).toBeVisible()
})

async function askByKeyboard(page: Page, text: string): Promise<void> {
  await tabTo(ofTeam(page).getByRole('button', { name: '人に頼む' }))
  await page.keyboard.press('Enter')
  const whom = ofTeam(page).getByLabel('だれに')
  await expect(whom).toBeFocused()
  const chosen = () => whom.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)
  await expect(whom.getByText(/^財政課長/)).toHaveCount(1)
  for (let press = 0; press < 60; press += 1) {
    if ((await chosen())?.startsWith('財政課長')) break
    await page.keyboard.press('ArrowDown')
  }
  expect(await chosen()).toBe('財政課長（空想 財子）')
  await tabTo(ofTeam(page).getByLabel('頼むこと'))
  await page.keyboard.type(text)
  const due = new Date(Date.now() + 2 * 86_400_000)
  for (const [label, value] of [
    ['年', due.getFullYear()],
    ['月', due.getMonth() + 1],
    ['日', due.getDate()],
    ['時', 15],
    ['分', 0],
  ] as const) {
    await tabTo(ofTeam(page).getByLabel(label, { exact: true }))
    await page.keyboard.type(String(value))
  }
  await expectAccessible(page)
  await tabTo(ofTeam(page).getByRole('button', { name: 'このお願いを出す' }))
  await page.keyboard.press('Enter')
  await expect(ofTeam(page).getByText(text)).toBeVisible()
  await expect(ofTeam(page).getByText('答え待ち')).toBeVisible()
}

async function expectMenuOfTheAsked(page: Page): Promise<void> {
  const menu = page.getByRole('navigation', { name: '主なメニュー' })
  await expect(menu.getByRole('link', { name: /^私へのお願い.*お願い \d+件$/ })).toBeVisible()
  for (const name of ['受付箱', 'インシデント', '誤送付・紛失の記録', '決裁', '操作の記録']) {
    await expect(menu.getByRole('link', { name })).toHaveCount(0)
  }
  await page.keyboard.press('Control+K')
  const palette = page.getByRole('dialog', { name: '検索・操作' })
  await expect(palette.getByText('私へのお願いへ行く')).toBeVisible()
  await expect(palette.getByText('受付箱へ行く')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
}

/** Neither a screen nor the API tells the asked of the incident. */
async function expectNothingElse(page: Page, incident: string): Promise<void> {
  const number = /R\d+-\d{4}/
  for (const path of ['/inbox', '/incidents']) {
    await page.goto(path)
    await expect(
      page.getByRole('heading', { level: 1, name: 'この画面は、あなたの役割では使いません' }),
    ).toBeVisible()
    await expectAccessible(page)
  }
  await page.goto(incident)
  await expect(page.getByText(/^この操作ができるのは、/)).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(number)
  const told = await page.evaluate(async (path) => {
    const get = (address: string) => fetch(`/api/v1${address}`).then((answer) => answer.status)
    return {
      incident: await get(path),
      timeline: await get(`${path}/timeline`),
      list: await get('/incidents?state=all'),
      reports: await get('/reports?state=all'),
      search: await get(`/search?q=${encodeURIComponent('メール')}`),
    }
  }, incident)
  expect(told).toEqual({ incident: 403, timeline: 403, list: 403, reports: 403, search: 403 })
  await page.goto('/')
  await expect(page).toHaveURL(/\/asks/)
}

test('what was begun outlives a reload and a session that ended', async ({ page, browser }) => {
  test.setTimeout(120_000)
  const text = '郵送料の残りを教えてください。'
  const { finance } = await asked(page, browser, text)
  await field(finance).pressSequentially('封筒の分を除いて、')
  await finance.waitForTimeout(600) // A draft is written a quarter of a second after the last key.
  await finance.reload()
  await expect(field(finance)).toHaveValue('封筒の分を除いて、')
  await expect(finance.getByText(/に書きかけたものです。$/)).toBeVisible()

  await field(finance).fill('封筒の分を除いて、84万円です。')
  await finance.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }))
  await go(finance).click()
  const dialog = finance.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await expect(dialog).toBeVisible()
  await expectAccessible(finance)
  await typeSignIn(finance, 'finance')
  await expect(dialog).toBeHidden()
  await expect(field(finance)).toHaveValue('封筒の分を除いて、84万円です。')
  await go(finance).click()
  await expect(finance.getByRole('region', { name: 'お答えを受け取りました' })).toContainText(
    '封筒の分を除いて、84万円です。',
  )
})

test('a file shows how far it is, and one whose receipt was lost is handed in once', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const text = '昨年度の支出の内訳をください。'
  const { finance } = await asked(page, browser, text)
  await expect(field(finance)).toBeVisible()
  await field(finance).fill('添付のとおり')
  let isFirst = true
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await finance.route('**/api/v1/asks/*/files', async (route) => {
    if (!isFirst) return route.fallback()
    isFirst = false
    await held
    await route.fetch() // The server has it; the line is cut before it can say so.
    await route.abort('connectionreset')
  })
  await chooseFile(finance, '内訳.csv', 4_000)
  await expect(finance.getByRole('progressbar', { name: '内訳.csvを送っています' })).toBeVisible()
  await expect(go(finance)).toBeDisabled()
  await expect(finance.getByText('ファイルを送り終わるまで、お待ちください。')).toBeVisible()
  await expectAccessible(finance)
  release()
  await expect(finance.getByText('送れていないファイルがあります。')).toBeVisible()
  await finance.getByRole('button', { name: 'もう一度送る' }).click()
  await expect(finance.getByText('渡したファイル 1件')).toBeVisible()
  await expect(finance.getByText('渡したファイル 2件')).toHaveCount(0)
  await go(finance).click()
  await expect(finance.getByRole('region', { name: 'お答えを受け取りました' })).toContainText(
    '渡したファイル 1件',
  )
})

test('an ask that is withdrawn under the hands takes no words away', async ({ page, browser }) => {
  test.setTimeout(120_000)
  const text = '契約の窓口を教えてください。'
  const { incident, finance } = await asked(page, browser, text)
  await expect(field(finance)).toBeVisible()
  await field(finance).fill('総務課の契約係です。')

  await page.goto(incident)
  await tabTo(ofTeam(page).getByRole('button', { name: '取り下げる' }))
  await page.keyboard.press('Enter')
  await expect(ofTeam(page).getByLabel('取り下げる理由')).toBeFocused()
  await page.keyboard.type('別の課から聞けた')
  await expectAccessible(page)
  await tabTo(ofTeam(page).getByRole('button', { name: 'このお願いを取り下げる' }))
  await page.keyboard.press('Enter')
  await expect(ofTeam(page).getByText('取り下げたお願い 1件')).toBeVisible()

  await go(finance).click()
  const alert = finance.getByRole('alert').filter({ hasText: 'このお願いは取り下げられました' })
  await expect(alert).toBeVisible()
  await expect(finance.getByLabel('送っていない書きかけ')).toHaveValue('総務課の契約係です。')
  await expectAccessible(finance)
  await finance.getByRole('button', { name: '書きかけを消す' }).click()
  await finance.getByRole('button', { name: 'お願いの一覧へ戻る' }).click()
  await expect(card(finance, text)).toHaveCount(0)
})

test('what is new comes within a minute, and an empty office asks nothing', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  await enter(page, 'handler')
  const incident = await declareMail(page, secret)
  const finance = await (await browser.newContext()).newPage()
  await finance.clock.install()
  await enter(finance, 'finance', '/')
  await clear(finance)
  await finance.goto('/asks')
  await expect(finance.getByText('頼まれていることはありません')).toBeVisible()
  const text = '来週の会議の資料代を出せますか。'
  await put(page, incident, text)
  await finance.waitForTimeout(1_000)
  await expect(card(finance, text)).toHaveCount(0)
  await finance.clock.fastForward(61_000)
  await expect(card(finance, text)).toBeVisible()

  await finance.clock.fastForward(11 * 60_000)
  await finance.waitForTimeout(1_000) // What was on its way has come.
  let questions = 0
  finance.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/asks') questions += 1
  })
  for (let minute = 0; minute < 3; minute += 1) {
    await finance.clock.fastForward(61_000)
    await finance.waitForTimeout(300)
  }
  expect(questions).toBe(0)
  // Somebody is back.
  await finance.keyboard.press('Tab')
  await expect.poll(() => questions).toBeGreaterThan(0)
})

test('on a phone the overdue one comes first, in words, with the only filled button @phone', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const staff = await (await browser.newContext()).newPage()
  await enter(staff, 'handler')
  const incident = await declareMail(staff, secret)
  await enter(page, 'finance', '/')
  await clear(page)
  await put(staff, incident, 'いつでもよいこと')
  await put(staff, incident, 'あすまでのこと', 1440)
  await put(staff, incident, '過ぎたこと', -200)
  await page.goto('/asks')
  const texts = ['過ぎたこと', 'あすまでのこと', 'いつでもよいこと']
  const rows = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('region') })
  await expect(rows).toHaveCount(3)
  for (const [place, text] of texts.entries()) await expect(rows.nth(place)).toContainText(text)
  await expect(rows.first()).toContainText('期日を 3時間20分 過ぎています')
  await expect(rows.last()).toContainText('期日は決まっていません')
  await expect(page.getByRole('link', { name: /期日を過ぎたものがあります$/ })).toBeVisible()
  await expect(go(page)).toHaveCount(1)
  await expect(rows.first().getByRole('textbox')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)

  // Another is begun; the first keeps what was written.
  await field(page).fill('いま調べています。')
  await rows.nth(1).getByRole('button', { name: 'お願い 2 に答える' }).tap()
  await expect(rows.nth(1).getByRole('textbox')).toBeFocused()
  await expect(go(page)).toHaveCount(1)
  await expect(rows.first()).toContainText('書きかけがあります')
  await rows.first().getByRole('button', { name: 'お願い 1 に答える' }).tap()
  await expect(field(page)).toHaveValue('いま調べています。')
  for (const text of texts) {
    await field(page).fill(`${text}の答え`)
    await go(page).tap()
    await expect(page.getByRole('region', { name: 'お答えを受け取りました' })).toContainText(
      `${text}の答え`,
    )
  }
  await expect(page.getByText('頼まれていることはありません')).toBeVisible()
  await expect(page.getByRole('link', { name: '私へのお願い', exact: true })).toBeVisible()
  await expectAccessible(page)
})
