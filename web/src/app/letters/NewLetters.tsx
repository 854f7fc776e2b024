import { Link } from '@tanstack/react-router'
import { query } from '@/api/client'
import { useT } from '@/i18n/letters'
import { Notice } from '@/ui/Notice'
import { type Letter, nameOf } from './letters'
import css from './letters.module.css'

/** Answers that came by mail and that nobody read yet, above the inbox. */
export default function NewLetters() {
  const t = useT()
  const { data } = query.useQuery('get', '/api/v1/letters')
  if (data === undefined || data.items.length === 0) return null
  return (
    <Notice tone="warn" title={t('letters.news', { n: data.items.length })}>
      <ul className={css.news}>
        {data.items.map((letter) => (
          <li key={letter.id}>
            <Way letter={letter} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** To where it stands. */
function Way({ letter }: { letter: Letter }) {
  const t = useT()
  const name = nameOf(letter.from)
  const words = t('letters.newsOf', {
    name: name === '' ? t('letters.stranger') : name,
    subject: letter.subject === '' ? t('letters.noSubject') : letter.subject,
  })
  const { about } = letter
  if (about === undefined) return words
  const number = <span className="num">{about.number}</span>
  return about.kind === 'report' ? (
    <Link to="/inbox" search={{ report: about.id, state: 'all' }}>
      {number} {words}
    </Link>
  ) : (
    <Link to="/incidents/$id" params={{ id: about.id }} search={{ tab: 'people' }}>
      {number} {words}
    </Link>
  )
}
