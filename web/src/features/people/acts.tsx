import { useQueryClient } from '@tanstack/react-query'
import { api, query } from '@/api/client'
import { useSession } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/people'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import type { Absence, Team } from './roll'

const options = query.queryOptions('get', '/api/v1/team')

/** One act on the team: the answer is the team as it is then, and what the reader may can change. */
export function useTeamAct<A extends unknown[]>(
  send: (...args: A) => Promise<{ data?: Team | undefined }>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  const { readAgain } = useSession()
  return useAct(send, ({ data }) => {
    if (data !== undefined) queries.setQueryData(options.queryKey, data)
    void readAgain()
    onDone()
  })
}

type ReturnProps = { absence: Absence; name: string; isOwn?: boolean; isRefused?: boolean }

/** 「戻りました」: ends the absence, and what somebody did in their stead. */
export function ReturnButton({ absence, name, isOwn = false, isRefused = false }: ReturnProps) {
  const t = useT()
  const act = useTeamAct(
    () =>
      api.POST('/api/v1/team/absences/{absence}/return', {
        params: { path: { absence: absence.id } },
      }),
    () => say(t('people.backSaid')),
  )
  return (
    <>
      <Button
        kind={isOwn ? 'filled' : 'outlined'}
        size="small"
        aria-label={isOwn ? t('people.back') : t('people.backNamed', { name })}
        isDisabled={isRefused}
        isPending={act.isPending}
        onPress={() => void act.run()}
      >
        {t('people.back')}
      </Button>
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
    </>
  )
}
