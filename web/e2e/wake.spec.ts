import { expect, test } from '@playwright/test'
import { declareMail, desk, enter, expectAccessible, send, tabTo } from './city'

test('Sunday night: a clerk calls, nobody comes to the telephone, the head is awake', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const office = await desk(browser, 'handler')
  const incident = await declareMail(office, '夜間に人を起こす')
  await office.close()
  await enter(page, 'member', incident)
  const card = page.getByRole('region', { name: '起こす' })
  await expect(card.getByText('いま呼ぶなら、最初は見本 佐和子さんです。')).toBeVisible()

  // By keyboard: nobody is called before they were named.
  await tabTo(card.getByRole('button', { name: '人を呼ぶ' }))
  await page.keyboard.press('Enter')
  await expect(card.getByText('次の順番で呼びます')).toBeVisible()
  await expect(card.getByText('メールは設定されていないので送りません。')).toBeVisible()
  await expectAccessible(page)
  await tabTo(card.getByRole('button', { name: 'この順番で呼ぶ' }))
  await page.keyboard.press('Enter')
  await expect(card.getByText('応答を待っています。')).toBeVisible()
  await expect(card.getByRole('link', { name: '000-0000-0000' }).first()).toBeVisible()
  await expectAccessible(page)

  await card.getByRole('button', { name: '出ないので次の人' }).click()
  const head = await desk(browser, 'soumu', incident)
  const called = head.getByRole('region', { name: '起こす' })
  await expect(called.getByText('あなたが呼ばれています')).toBeVisible()
  await expectAccessible(head)
  await called.getByRole('button', { name: '起きました' }).click()

  // The clerk sees it without asking again.
  await expect(card.getByText('応答がありました。')).toBeVisible()
  const flow = page.getByRole('region', { name: '経過' }).getByRole('listitem')
  await expect(flow.filter({ hasText: 'さんを呼びました' })).toHaveCount(2)
  await expect(flow.filter({ hasText: 'さんが応答しました' })).toHaveCount(1)
})

test('for a report that came at night somebody is called from the inbox', async ({ page }) => {
  await enter(page, 'member', '/inbox')
  const { id } = await send<{ id: string }>(page, '/reports', {
    channel: 'phone',
    what: '夜間の電話：端末に脅迫文が出ている',
  })
  await page.goto(`/inbox?report=${id}`)
  const card = page.getByRole('region', { name: '起こす' })
  await tabTo(card.getByRole('button', { name: '人を呼ぶ' }))
  await page.keyboard.press('Enter')
  await tabTo(card.getByRole('button', { name: 'この順番で呼ぶ' }))
  await page.keyboard.press('Enter')
  await expect(card.getByText('応答を待っています。')).toBeVisible()
  await expectAccessible(page)
})

test('one’s own number is written, the week is put on duty, and the guard gets a list', async ({
  page,
}) => {
  await enter(page, 'handler', '/people/roster')
  const own = page.getByRole('region', { name: '自分の連絡先' })
  await own.getByRole('button', { name: '直す' }).click()
  await own.getByLabel('携帯電話').fill('０００－１１１１－２２２２')
  await own.getByRole('button', { name: '連絡先を記録する' }).click()
  await expect(own.getByText('携帯 000-1111-2222')).toBeVisible()
  await own.getByRole('button', { name: '直す' }).click()
  await own.getByLabel('携帯電話').fill('2141')
  await own.getByRole('button', { name: '連絡先を記録する' }).click()
  await expect(own.getByText('10桁か11桁の数字')).toBeVisible()
  await expectAccessible(page)
  await own.getByRole('button', { name: 'やめる' }).click()

  const duty = page.getByRole('region', { name: '当番' })
  const before = await duty.getByRole('listitem').count()
  await duty.getByRole('button', { name: '当番を決める' }).click()
  await duty.getByRole('combobox').last().selectOption({ index: 1 })
  await expectAccessible(page)
  await duty.getByRole('button', { name: '当番を記録する' }).click()
  await expect(duty.getByRole('listitem')).toHaveCount(before + 1)
  await duty
    .getByRole('button', { name: /取り消す/ })
    .last()
    .click()
  await expect(duty.getByRole('listitem')).toHaveCount(before)

  // What goes to the printer: whom to call, with their numbers, on one sheet.
  await page.evaluate(() => {
    window.print = () => undefined
  })
  await page.getByRole('button', { name: '宿直の呼び出し表を印刷' }).click()
  await page.emulateMedia({ media: 'print' })
  const paper = page.getByRole('region', { name: '夜間・休日の呼び出し表（宿直用）' })
  await expect(paper.getByText('携帯 000-1111-2222').first()).toBeVisible()
  await expect(
    paper.getByRole('heading', { name: '2　当番が出ないとき（上から順）' }),
  ).toBeVisible()
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})
