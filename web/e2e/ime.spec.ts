import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { declareMail, enter, signInOf } from './city'

/** A Japanese keyboard: what is composed, and the keys that the IME takes while it composes. */
class Ime {
  constructor(private readonly devtools: CDPSession) {}

  static async on(page: Page): Promise<Ime> {
    return new Ime(await page.context().newCDPSession(page))
  }

  /** Writes 読み that is not decided yet. */
  async compose(text: string): Promise<void> {
    await this.devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  }

  async commit(text: string): Promise<void> {
    await this.devtools.send('Input.insertText', { text })
  }

  /** A key as Chromium tells it while the IME has it: its number is 229, no letter follows. */
  async key(key: string, code: string, modifiers = 0): Promise<void> {
    const stroke = { key, code, modifiers, windowsVirtualKeyCode: 229 }
    await this.devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...stroke })
    await this.devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke })
  }
}

const alt = 1
const ctrl = 2

/** What the page asked the server to do, since this was called. */
function acts(page: Page): string[] {
  const heard: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') heard.push(`${request.method()} ${request.url()}`)
  })
  return heard
}

/** Long enough for a wrong act to leave the page. */
const aMoment = (page: Page) => page.waitForTimeout(400)

async function open(page: Page, what: string): Promise<void> {
  await enter(page, 'handler')
  await page.goto(await declareMail(page, what))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('the Enter that ends a conversion records nothing; Ctrl+Enter after it does', async ({
  page,
}) => {
  await open(page, '変換しているあいだ')
  const ime = await Ime.on(page)
  const box = page.getByLabel('いま分かったこと・したことを書く')
  await box.focus()
  const asked = acts(page)
  await ime.compose('でんわした')
  await ime.key('Enter', 'Enter')
  await ime.key('Enter', 'Enter', ctrl)
  await aMoment(page)
  expect(asked).toEqual([])
  await ime.commit('電話した')
  // Some browsers end the composition first and tell the Enter afterwards, still as 229.
  await ime.key('Enter', 'Enter', ctrl)
  await aMoment(page)
  expect(asked).toEqual([])
  await expect(box).toHaveValue('電話した')
  await page.keyboard.press('Control+Enter')
  await expect(box).toHaveValue('')
  expect(asked).toHaveLength(1)
  expect(asked[0]).toContain('/timeline')
})

test('shortcuts are silent while an IME composes', async ({ page }) => {
  await open(page, '変換中のキー')
  const ime = await Ime.on(page)
  const tab = (name: string | RegExp) => page.getByRole('tab', { name })
  await page.getByLabel('いま分かったこと・したことを書く').focus()
  await ime.compose('じじつ')
  await ime.key('3', 'Digit3', alt)
  await ime.key('k', 'KeyK', ctrl)
  await aMoment(page)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(tab('状況')).toHaveAttribute('aria-selected', 'true')
  await ime.commit('事実')
  await page.keyboard.press('Alt+3')
  await expect(tab('事実（影響範囲）')).toHaveAttribute('aria-selected', 'true')

  // Outside of a field, an old IME reports single letters as 229 as well.
  await tab('事実（影響範囲）').focus()
  const address = page.url()
  await ime.key('n', 'KeyN')
  await aMoment(page)
  expect(page.url()).toBe(address)
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/\/inbox\/new$/)
})

test('the Enter that ends a conversion chooses nothing in the palette and sends no form', async ({
  page,
}) => {
  await page.goto('/inbox')
  const ime = await Ime.on(page)
  const asked = acts(page)
  await page.getByLabel('パスワード').fill(signInOf('handler').password)
  await page.getByLabel('名前').focus()
  await ime.compose('たんとう')
  await ime.key('Enter', 'Enter')
  await aMoment(page)
  expect(asked).toEqual([])

  await enter(page, 'handler', '/incidents')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: '検索・操作' })
  await expect(palette.getByRole('searchbox')).toBeFocused()
  await ime.compose('うけつけ')
  await ime.key('Enter', 'Enter')
  await aMoment(page)
  await expect(palette).toBeVisible()
  await expect(page).toHaveURL(/\/incidents$/)
})

test('the list is searched with the words decided on, not with their sounds', async ({ page }) => {
  await enter(page, 'handler', '/incidents')
  const ime = await Ime.on(page)
  const searched: string[] = []
  page.on('request', (request) => {
    const q = new URL(request.url()).searchParams.get('q')
    if (q !== null) searched.push(q)
  })
  await page.getByLabel('件名・番号で探す').focus()
  await ime.compose('ふうしょ')
  await ime.compose('ふうしょをさがす')
  await page.waitForTimeout(700) // The search waits a quarter of a second for the next sign.
  expect(searched).toEqual([])
  await ime.commit('文書')
  await expect(page).toHaveURL(/q=/)
  expect(searched.filter((q) => q !== '文書')).toEqual([])
})

test('Ctrl+Enter records; it never declares, approves, corrects or ends', async ({ page }) => {
  await enter(page, 'handler', '/misdelivery')
  const asked = acts(page)
  const press = async (label: string | RegExp, text: string) => {
    const field = page.getByLabel(label).first()
    await field.fill(text)
    await field.press('Control+Enter')
    await aMoment(page)
    expect(asked, `${label}`).toEqual([])
  }
  await page.getByText('誤送信（メール）').click()
  await page.getByRole('button', { name: 'いまの時刻を入れる' }).click()
  await press('何がどのように', '案内メールを別の人に送った')

  const address = await declareMail(page, '送信も宣言もしない')
  await page.goto(address)
  asked.length = 0
  await page.getByRole('button', { name: '件名・種別・優先順位を直す' }).click()
  await page.getByRole('textbox', { name: '件名' }).fill('直した件名')
  await press('直す理由', '誤字')
  await page.getByRole('button', { name: '判断を求める', exact: true }).click()
  await page.getByLabel('案A').fill('止める')
  await press('決めてほしいこと', '止めるか')
  await page.keyboard.press('Alt+5')
  await press(/宣言の文|取り下げる理由/, '終わった')
})
