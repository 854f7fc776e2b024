import { expect, type Page, test } from '@playwright/test'
import { desk, enter, expectAccessible, expectNoSidewaysScroll, send, tabTo } from './city'

const card = (page: Page, name: string | RegExp) =>
  page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2, name }) })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function press(page: Page, name: string): Promise<void> {
  await tabTo(button(page, name))
  await page.keyboard.press('Enter')
}

/** From the top: what lies half under the head of the page is cut, and axe measures the rest. */
async function expectAccessibleFromTop(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await expectAccessible(page)
}

const feed = (title: string, ...items: readonly (readonly [string, string])[]) => ({
  name: 'feed.rdf',
  mimeType: 'application/rdf+xml',
  buffer: Buffer.from(
    `<rdf:RDF xmlns="http://purl.org/rss/1.0/"
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${title}</title></channel>
      ${items
        .map(
          ([link, words]) =>
            `<item><title>${words}</title><link>https://feed.mihon.example/${link}</link>
             <dc:date>${new Date().toISOString().slice(0, 19)}Z</dc:date></item>`,
        )
        .join('')}</rdf:RDF>`,
  ),
})

const product = { vendor: '見本ソフト', name: 'みほんポータル', version: '7.1' }
const title = 'みほんポータルの脆弱性に関する注意喚起'

test('a feed carried in by hand meets the registry, is answered and becomes a report', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  await enter(page, 'handler', '/registry?part=systems')
  // What a system is made of is written down, by keyboard.
  await press(page, 'システムを加える')
  await expect(page.getByRole('textbox', { name: 'システムの名前' })).toBeFocused()
  await page.keyboard.type('ポータルサイト（架空）')
  await press(page, '製品を足す')
  await tabTo(page.getByRole('textbox', { name: '製造元' }), 'Shift+Tab')
  await page.keyboard.type(product.vendor)
  await tabTo(page.getByRole('textbox', { name: '版（バージョン）' }))
  await page.keyboard.type(product.version)
  await tabTo(button(page, 'この内容で台帳に書く'))
  await page.keyboard.press('Enter')
  await expect(page.getByText('製品の名前を書いてください。')).toBeVisible()
  await tabTo(page.getByRole('textbox', { name: '製品の名前' }), 'Shift+Tab')
  await page.keyboard.type(product.name)
  await expectAccessibleFromTop(page)
  await press(page, 'この内容で台帳に書く')
  await expect(
    card(page, /ポータルサイト/).getByText('見本ソフト みほんポータル 7.1'),
  ).toBeVisible()

  await page.getByRole('link', { name: '注意喚起', exact: true }).click()
  await expect(page).toHaveTitle(/^注意喚起/)
  await expect(page.getByRole('heading', { name: '届く先（フィード）' })).toBeVisible()
  await expectAccessibleFromTop(page)
  const file = page.getByLabel('ファイルを取り込む')
  await tabTo(file)
  await file.setInputFiles(feed('見本の窓', ['1', title], ['2', 'ほかのお知らせ']))
  await expect(page.getByText(/「見本の窓」を取り込みました。2件のうち新しいもの2件/)).toBeVisible()
  const one = card(page, new RegExp(title))
  await expect(one.getByText(/「みほんポータル」が題名にあります/)).toBeVisible()
  await expect(one.getByText(/令和\d+年.*（目安）/)).toBeVisible()
  await expectAccessibleFromTop(page)

  // Something that is no feed says so.
  await file.setInputFiles({
    name: 'a.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7'),
  })
  await expect(page.getByText(/注意喚起のフィードでもファイルでもありません/)).toBeVisible()

  await press(page, `「${title}」に答える`)
  await press(page, 'この答えを記録する')
  await expect(page.getByText('1つ選んでください。')).toBeVisible()
  await tabTo(page.getByRole('radio', { name: /該当あり/ }))
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'ポータルサイト（架空）' })).toBeChecked()
  await tabTo(page.getByRole('textbox', { name: 'どう確かめたか' }))
  await page.keyboard.type('版が 7.1 で、対象だった')
  await expectAccessibleFromTop(page)
  await press(page, 'この答えを記録する')
  await expect(page.getByText('確認が要るものはありません')).toBeVisible()
  await tabTo(page.getByRole('tab', { name: /確認が要るもの/ }), 'Shift+Tab')
  await page.keyboard.press('ArrowRight')
  await expect(one.getByText(/該当あり：ポータルサイト（架空）/)).toBeVisible()
  await expectAccessibleFromTop(page)
  await press(page, `「${title}」を受付にする`)
  await one.getByRole('link', { name: /^受付 R\d+-U-\d+/ }).click()
  await expect(page.getByRole('heading', { name: `注意喚起に該当：${title}` })).toBeVisible()

  // The window moved on by more than its length.
  await page.goto('/advisories?part=other')
  await page
    .getByLabel('ファイルを取り込む')
    .setInputFiles(feed('見本の窓', ['8', '新しいお知らせ']))
  await expect(page.getByText('見本の窓に取りこぼしのおそれがあります')).toBeVisible()
  const other = page.getByRole('listitem').filter({ hasText: '新しいお知らせ' })
  await expect(other).toBeVisible()
  await expectAccessibleFromTop(page)
  await press(page, '見本の窓をサイトで確かめた')
  await expect(page.getByRole('textbox', { name: '確かめたこと' })).toBeFocused()
  await page.keyboard.type('サイトの一覧を見た')
  await press(page, 'サイトで確かめた')
  await expect(page.getByText('見本の窓に取りこぼしのおそれがあります')).toHaveCount(0)

  const reader = await desk(browser, 'ciso', '/advisories?part=done')
  await expect(reader.getByText(/^見るだけです。/)).toBeVisible()
  await expect(card(reader, new RegExp(title))).toBeVisible()
  await expect(button(reader, '手で入力する')).toHaveCount(0)
  await expectAccessibleFromTop(reader)
})

test('a mail of J-LIS is typed in from its report, and a false match is put away', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await enter(page, 'handler', '/inbox')
  await send(page, '/registry/systems', {
    name: 'ルーター（架空）',
    software: [{ vendor: '見本電機', name: 'みほんルーター' }],
  })
  const { id } = await send<{ id: string }>(page, '/reports', {
    channel: 'mail',
    what: 'みほんルーターについての注意喚起（架空）',
  })
  await page.goto(`/inbox?report=${id}`)
  await page.getByRole('link', { name: '注意喚起として、該当するかを確かめる' }).click()
  await expect(page.getByRole('textbox', { name: '題名' })).toHaveValue(
    'みほんルーターについての注意喚起（架空）',
  )
  await expectAccessibleFromTop(page)
  await press(page, 'この注意喚起を加える')
  await expect(page.getByText('出どころを書いてください。')).toBeVisible()
  await tabTo(page.getByRole('textbox', { name: '出どころ' }), 'Shift+Tab')
  await page.keyboard.type('J-LIS 自治体CEPTOAR')
  await tabTo(page.getByRole('textbox', { name: 'CVE' }))
  await page.keyboard.type('ＣＶＥ－２０２６－１２３４５')
  await press(page, 'この注意喚起を加える')
  const one = card(page, /みほんルーターについての注意喚起/)
  await expect(one.getByText('CVE-2026-12345')).toBeVisible()
  await expect(one.getByRole('link', { name: /^もとの受付 / })).toBeVisible()
  await press(page, 'ルーター（架空）との一致を外す')
  await expect(page.getByRole('textbox', { name: '違うと分かった理由' })).toBeFocused()
  await page.keyboard.type('名前が似ているだけで、別の製品')
  await expectAccessibleFromTop(page)
  await press(page, '一致を外す')
  await expect(one).toHaveCount(0)
  await page.goto('/advisories?part=done')
  await expect(one.getByText('該当なし', { exact: true }).first()).toBeVisible()
  await expect(one.getByText(/との一致は外しました：名前が似ているだけで、別の製品/)).toBeVisible()
})

test('advisories fit a phone @phone', async ({ page }) => {
  await enter(page, 'handler', '/advisories')
  await expect(page.getByRole('heading', { level: 1, name: '注意喚起' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessibleFromTop(page)
  await button(page, '手で入力する').tap()
  await expectNoSidewaysScroll(page)
  await expectAccessibleFromTop(page)
})
