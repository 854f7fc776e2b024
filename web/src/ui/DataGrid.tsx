import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useT } from '@/i18n'
import css from './DataGrid.module.css'
import { type Cell, move, type Sort, type SortKey, sorted } from './grid'
import { Icon } from './Icon'

export type Column<Row> = {
  key: string
  label: string
  /** A width for grid-template-columns: `7rem`, `minmax(12rem, 1fr)`. */
  width: string
  cell: (row: Row) => ReactNode
  /** With it the column can be sorted. */
  sortBy?: (row: Row) => SortKey
  isNumber?: boolean
}

type Props<Row> = {
  label: string
  /** Columns and rows must keep their identity between renders (useMemo). */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  idOf: (row: Row) => string
  onOpen: (row: Row) => void
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
  /** Called when the last rows come near, to fetch the next page. */
  onEnd?: () => void
  empty?: ReactNode
  /** Height of one row in px; text is cut to it. */
  rowHeight?: number
}

/**
 * A list of up to tens of thousands of rows: role=grid, one tab stop, arrows, Page, Home, End;
 * Enter or a press opens the row. Only what is seen is in the document. RAC's Table is not used
 * here on purpose: its collection renders every row.
 */
function Grid<Row>(props: Props<Row>) {
  const { label, columns, rows, idOf, onOpen, sort, onSort, onEnd, empty, rowHeight = 48 } = props
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })

  const shown = useMemo(() => {
    const by = columns.find((column) => column.key === sort?.column)?.sortBy
    return by === undefined ? rows : sorted(rows, by, sort?.isDescending ?? false)
  }, [columns, rows, sort])

  const row = Math.min(active.row, Math.max(0, shown.length - 1))
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The row with the tab stop stays, or Tab could not come back after scrolling away.
    rangeExtractor: (range) =>
      [...new Set([row, ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
  })
  const items = virtual.getVirtualItems()
  const template = useMemo<CSSProperties>(
    () => ({ gridTemplateColumns: columns.map((column) => column.width).join(' ') }),
    [columns],
  )

  const lastSeen = virtual.range?.endIndex ?? 0
  useEffect(() => {
    if (shown.length > 0 && lastSeen >= shown.length - 20) onEnd?.()
  }, [lastSeen, shown.length, onEnd])

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    virtual.scrollToIndex(row)
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-cell="${row}:${active.column}"]`)
        ?.focus({ preventScroll: false }),
    )
  }, [active, row, virtual])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const here = shown[row]
    if (event.key === 'Enter' && here !== undefined) {
      event.preventDefault()
      return onOpen(here)
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const size = { rows: shown.length, columns: columns.length, page }
    const next = move(
      event.key,
      event.ctrlKey || event.metaKey,
      { row, column: active.column },
      size,
    )
    if (next === undefined) return
    event.preventDefault()
    wantsFocus.current = true
    setActive(next)
  }
  const open = useCallback(
    (at: number) => {
      const one = shown[at]
      if (one !== undefined) onOpen(one)
    },
    [shown, onOpen],
  )

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by blocks.
    <div
      role="grid"
      aria-label={label}
      aria-rowcount={shown.length + 1}
      aria-colcount={columns.length}
      ref={scroller}
      className={css.grid}
      onKeyDown={onKeyDown}
      tabIndex={shown.length === 0 ? 0 : -1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus. */}
      <div role="row" aria-rowindex={1} className={css.head} style={template}>
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      {shown.length === 0 && <div className={css.empty}>{empty}</div>}
      <div className={css.space} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const one = shown[item.index]
          if (one === undefined) return null
          return (
            <GridRow
              key={idOf(one)}
              row={one}
              index={item.index}
              top={item.start}
              height={rowHeight}
              columns={columns as readonly Column<unknown>[]}
              template={template}
              focusColumn={item.index === row ? active.column : -1}
              onOpen={open}
            />
          )
        })}
      </div>
    </div>
  )
}

export const DataGrid = memo(Grid) as typeof Grid

type HeadProps<Row> = {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((s: Sort) => void) | undefined
}

function HeadCell<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const t = useT()
  const isMine = sort?.column === column.key
  const direction = isMine ? (sort.isDescending ? 'descending' : 'ascending') : 'none'
  const canSort = column.sortBy !== undefined && onSort !== undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: as in Grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus.
    <div
      role="columnheader"
      className={column.isNumber ? css.headNumber : css.headCell}
      {...(canSort && { 'aria-sort': direction })}
    >
      {canSort ? (
        <button
          type="button"
          className={css.sort}
          title={t('ui.sortBy', { column: column.label })}
          onClick={() => onSort({ column: column.key, isDescending: isMine && !sort.isDescending })}
        >
          {column.label}
          {isMine && <Icon name={sort.isDescending ? 'down' : 'up'} size={14} />}
        </button>
      ) : (
        column.label
      )}
    </div>
  )
}

type RowProps = {
  row: unknown
  index: number
  top: number
  height: number
  columns: readonly Column<unknown>[]
  template: CSSProperties
  /** The column that holds the tab stop, or -1 when another row has it. */
  focusColumn: number
  onOpen: (index: number) => void
}

const GridRow = memo(function GridRow(props: RowProps) {
  const { row, index, top, height, columns, template, focusColumn, onOpen } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: as in Grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles Enter.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={css.row}
      style={{ ...template, height, transform: `translateY(${top}px)` }}
      onClick={() => onOpen(index)}
    >
      {columns.map((column, place) => (
        // biome-ignore lint/a11y/useSemanticElements: as in Grid.
        <div
          key={column.key}
          role="gridcell"
          data-cell={`${index}:${place}`}
          tabIndex={place === focusColumn ? 0 : -1}
          className={column.isNumber ? css.number : css.cell}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
})
