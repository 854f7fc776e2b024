import { Fragment } from 'react'
import css from './Marked.module.css'

/** Part of a text, and where in it the words stand, in UTF-16 code units: as `slice` counts. */
export type Excerpt = {
  text: string
  marks: readonly { from: number; to: number }[]
  cut_before?: boolean
  cut_after?: boolean
}

export type Piece = { text: string; isMarked: boolean; at: number }

/** The text in pieces, marked and not. Marks that do not fit the text are left out. */
export function piecesOf({ text, marks }: Pick<Excerpt, 'text' | 'marks'>): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const add = (to: number, isMarked: boolean) => {
    if (to > at) pieces.push({ text: text.slice(at, to), isMarked, at })
    at = to
  }
  for (const { from, to } of marks) {
    if (from < at || to <= from || to > text.length) continue
    add(from, false)
    add(to, true)
  }
  add(text.length, false)
  return pieces
}

/** What was found, as it was written, with the words marked. Text nodes only, never HTML. */
export function Marked({ excerpt }: { excerpt: Excerpt }) {
  return (
    <>
      {excerpt.cut_before && '…'}
      {piecesOf(excerpt).map((piece) =>
        piece.isMarked ? (
          <mark key={piece.at} className={css.mark}>
            {piece.text}
          </mark>
        ) : (
          <Fragment key={piece.at}>{piece.text}</Fragment>
        ),
      )}
      {excerpt.cut_after && '…'}
    </>
  )
}
