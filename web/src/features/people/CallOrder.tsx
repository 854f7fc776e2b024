import { useT } from '@/i18n/roster'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import css from './people.module.css'
import { isAtDeskOnly, numbersOf, type PhoneNumber, type Roster, type Row, rowOf } from './roster'
import rosterCss from './roster.module.css'

/** Whom to call now, the first first, each with the numbers that reach them. */
export function CallOrder({ roster }: { roster: Roster }) {
  const t = useT()
  return (
    <Card title={t('roster.order')}>
      <p className={css.sub}>
        {roster.order.length === 0 ? t('roster.orderNone') : t('roster.orderWhat')}
      </p>
      <ol className={rosterCss.order}>
        {roster.order.map((callee) => (
          <li key={callee.person.id}>
            <span>
              <b>{callee.person.name}</b>
              {callee.away && <Chip tone="warn">{t('roster.away')}</Chip>}
              {!callee.has_number && <Chip tone="warn">{t('roster.noNumber')}</Chip>}
              <small>
                {callee.post} {t(`roster.because.${callee.because}`)}
              </small>
            </span>
            <Numbers row={rowOf(roster, callee.person.id)} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** The numbers of somebody; those with a line to the outside can be tapped. */
export function Numbers({ row }: { row: Row | undefined }) {
  const t = useT()
  const numbers = numbersOf(row)
  return (
    <span className={`${rosterCss.numbers} num`}>
      {numbers.map((one) => (
        <OneNumber key={one.kind} one={one} />
      ))}
      {isAtDeskOnly(numbers) && <small>{t('roster.onlyExtension')}</small>}
    </span>
  )
}

function OneNumber({ one }: { one: PhoneNumber }) {
  const t = useT()
  const text = t(`roster.${one.kind}`, { number: one.number })
  if (one.kind === 'extension') return <span>{text}</span>
  return <a href={`tel:${one.number}`}>{text}</a>
}
