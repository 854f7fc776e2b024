import { useT } from '@/i18n/notice'
import { Checkbox } from '@/ui/Checkbox'
import { later } from '@/ui/later'
import css from './NoticeCard.module.css'
import { gapsOf, type NoticeDraft } from './notice'

const NoticeFields = later(() => import('./NoticeFields'))

type Props = {
  isNotice: boolean
  notice: NoticeDraft
  onChange: (part: { isNotice?: boolean; notice?: NoticeDraft }) => void
  isTried: boolean
}

/** On the slip: whether another organisation gave notice, and then what it is. */
export function NoticePart({ isNotice, notice, onChange, isTried }: Props) {
  const t = useT()
  return (
    <div className={css.fields}>
      <Checkbox
        label={t('notice.is')}
        hint={t('notice.isHint')}
        checked={isNotice}
        onChange={(event) => onChange({ isNotice: event.target.checked })}
      />
      {isNotice && (
        <NoticeFields
          values={notice}
          onChange={(to) => onChange({ notice: to })}
          gaps={isTried ? gapsOf(notice) : []}
        />
      )}
    </div>
  )
}
