import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { linesOptions } from './data'
import { useRoom } from './room'

/** Prints the whole 経過: every line is fetched before the paper is laid out. */
export function PrintButton() {
  const t = useT()
  const { incident, goTo } = useRoom()
  const [isWanted, setWanted] = useState(false)
  const lines = useInfiniteQuery(linesOptions(incident.id))
  const { hasNextPage, isFetching, isError, fetchNextPage } = lines
  useEffect(() => {
    if (!isWanted || isFetching) return
    if (hasNextPage && !isError) return void fetchNextPage()
    setWanted(false)
    // The tab and its newest lines are drawn first.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()))
  }, [isWanted, isFetching, hasNextPage, isError, fetchNextPage])
  return (
    <Button
      kind="quiet"
      size="small"
      isPending={isWanted}
      onPress={() => {
        goTo('status')
        setWanted(true)
      }}
    >
      {t('incident.print')}
    </Button>
  )
}
