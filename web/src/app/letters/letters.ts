import type { Schemas } from '@/api/client'

export type Letter = Schemas['Letter']
export type Letters = Schemas['Letters']
export type MailAccount = Schemas['MailAccount']
/** What letters stand under. */
export type About = { kind: 'report' | 'incident'; id: string; number: string }

export const address = {
  report: '/api/v1/reports/{id}/letters',
  incident: '/api/v1/incidents/{id}/letters',
} as const

/** Who wrote to us, or to whom we wrote, as one would say it. */
export function nameOf({ name, address: mail }: Schemas['LetterPerson']): string {
  return name ?? mail ?? ''
}

/** 「佐藤 <sato@town.example>」, so that a name never hides the address it goes to. */
export function inFull({ name, address: mail }: Schemas['LetterPerson']): string {
  if (name === undefined) return mail ?? ''
  return mail === undefined ? name : `${name} <${mail}>`
}

/** Whom an answer goes to: Reply-To, or From. */
export function answerTo(letter: Letter): string {
  return letter.reply_to?.address ?? letter.from.address ?? ''
}

const answered = /^re\s*[:：]/i

/** `Re:` once and the number once, so that the answer to it finds back. */
export function answerSubject(subject: string, number: string): string {
  const re = answered.test(subject) ? '' : 'Re: '
  const token = subject.includes(`[${number}]`) ? '' : `[${number}] `
  return `${re}${token}${subject}`
}

/** The addresses in a field: apart by spaces, commas or 読点, full-width as well. */
export function addressesIn(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[\s,;、，；]+/)
    .filter((one) => one !== '')
}

export type LetterValues = {
  account: string
  to: string
  subject: string
  text: string
  /** The letter this one answers. */
  answers: string
}

export function blankLetter(
  about: About,
  to: string,
  answers?: Letter,
  start?: Schemas['LetterDraft'],
): LetterValues {
  const first = start?.subject || `[${about.number}] `
  const subject = answers === undefined ? first : answers.subject
  return {
    account: answers?.account ?? '',
    to: answers === undefined ? to : answerTo(answers),
    subject: answers === undefined ? subject : answerSubject(subject, about.number),
    text: start?.text ?? '',
    answers: answers?.id ?? '',
  }
}

/** By the account an answer came through; else the first there is. */
export function accountFor(accounts: readonly MailAccount[], wanted: string): string {
  return accounts.find((one) => one.name === wanted)?.name ?? accounts[0]?.name ?? ''
}

export function inputOf(values: LetterValues, account: string): Schemas['LetterInput'] {
  return {
    ...(account !== '' && { account }),
    to: addressesIn(values.to),
    subject: values.subject.trim(),
    text: values.text,
    ...(values.answers !== '' && { answers: values.answers }),
  }
}
