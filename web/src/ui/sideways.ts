import { type RefObject, useEffect } from 'react'

/**
 * Keeps the chosen item of a row that may be wider than its place in the middle of it: when another
 * is chosen, and when counts or letters come and widen the row. `chosen` says which one it is.
 */
export function useSideways(row: RefObject<HTMLElement | null>, item: string, chosen: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `chosen` is when, not what.
  useEffect(() => {
    const list = row.current
    if (list === null) return
    const show = () => {
      const mine = list.querySelector(item)?.getBoundingClientRect()
      const place = list.getBoundingClientRect()
      if (mine !== undefined) {
        list.scrollLeft += mine.left - place.left - (place.width - mine.width) / 2
      }
    }
    show()
    const widths = new ResizeObserver(show)
    for (const part of list.children) widths.observe(part)
    return () => widths.disconnect()
  }, [row, item, chosen])
}
