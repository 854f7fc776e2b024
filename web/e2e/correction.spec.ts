import { expect, type Page, test } from '@playwright/test'
import { declareMail, desk, enter, expectAccessible, tabTo, typeSignIn } from './city'

const name = '件名・種別・優先順位を直す'

async function open(page: Page, what: string): Promise<string> {
  await enter(page, 'handler')
  const address = await declareMail(page, what)
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return address
}

async function openPanel(page: Page) {
  await page.getByRole('button', { name }).click()
  const panel = page.getByRole('region', { name })
  await expect(panel.getByLabel('件名')).toBeFocused()
  return panel
}

test('title, kinds and priority are corrected by keyboard, and the record says why', async ({
  page,
}) => {
  await open(page, '案内状の紛失')
  const opener = page.getByRole('button', { name })
  await tabTo(opener)
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name })
  const title = panel.getByLabel('件名')
  await expect(title).toBeFocused()
  await expectAccessible(page)

  // Nothing corrected, nothing sent.
  const go = panel.getByRole('button', { name: 'この内容に直す' })
  await tabTo(go)
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('alert')).toContainText('まだどこも直していません。')

  await title.focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('案内状の誤送付')
  const kinds = panel.getByRole('group', { name: /^種別/ })
  await tabTo(kinds.getByRole('checkbox', { name: '外部からのサイバー攻撃' }))
  await page.keyboard.press('Space')
  await expect(panel.getByRole('radiogroup', { name: '主な種別' })).toBeVisible()
  await expect(kinds.getByText('要綱に文言なし（市の運用）')).toBeVisible()
  for (const question of ['住民の情報に関わる', '業務が止まっている', '被害が広がるおそれ']) {
    await panel.getByRole('radiogroup', { name: question }).getByLabel('はい').check()
  }
  await expect(panel.getByText('提案', { exact: true })).toBeVisible()
  await panel.getByRole('button', { name: '変える' }).click()
  await panel.getByRole('radiogroup', { name: '優先順位' }).getByLabel('中').check()
  await go.click()
  await expect(panel.getByRole('alert')).toContainText('提案と変える理由を書いてください。')
  await panel.getByLabel('提案と変える理由').fill('全員と連絡が付いた')
  await panel.getByLabel('直す理由').fill('封筒の中を確かめた')
  await expectAccessible(page)
  await go.click()

  await expect(panel).toBeHidden()
  await expect(opener).toBeFocused()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('案内状の誤送付')
  const line = page.getByText(/件名を「案内状の誤送付」に直した。種別を直した。/)
  await expect(line).toContainText('優先順位を「中」にした。全員と連絡が付いた')
  await expect(line).toContainText('直した理由：封筒の中を確かめた')
})

test('two people correct one title: the later sees both and loses none', async ({
  page,
  browser,
}) => {
  const address = await open(page, '二人が件名を直す')
  const other = await desk(browser, 'manager', address)
  const mine = await openPanel(page)
  const theirs = await openPanel(other)
  const write = async (panel: typeof mine, title: string) => {
    await panel.getByLabel('件名').fill(title)
    await panel.getByLabel('直す理由').fill(`${title}が正しい`)
  }
  await write(mine, '案内メールの誤送信')
  await write(theirs, 'お知らせの誤送信')
  await theirs.getByRole('button', { name: 'この内容に直す' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('お知らせの誤送信')
  await mine.getByRole('button', { name: 'この内容に直す' }).click()
  const comparison = page.getByRole('region', { name: 'ほかの人が先に直しました' })
  await expect(comparison.getByText('案内メールの誤送信')).toBeVisible()
  await expect(comparison.getByText('お知らせの誤送信')).toBeVisible()
  await expectAccessible(page)
  await comparison.getByRole('button', { name: '自分の文で直す' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('案内メールの誤送信')
})

test('a correction outlives the session and a reload', async ({ page }) => {
  await open(page, '直している途中')
  const panel = await openPanel(page)
  await panel.getByLabel('件名').fill('途中まで直した件名')
  await panel.getByLabel('直す理由').fill('確かめている')
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }))
  await panel.getByRole('button', { name: 'この内容に直す' }).click()
  const dialog = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
  await expect(dialog).toBeVisible()
  await typeSignIn(page, 'handler')
  await expect(dialog).toBeHidden()
  await expect(panel.getByLabel('件名')).toHaveValue('途中まで直した件名')
  await page.reload()
  const again = await openPanel(page)
  await expect(again.getByLabel('件名')).toHaveValue('途中まで直した件名')
  await expect(again.getByText(/に書きかけたものです。$/)).toBeVisible()
  await again.getByRole('button', { name: 'この内容に直す' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('途中まで直した件名')
})
