/** The sign of the product: a warning triangle on the key colour. Decoration only. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--key)" />
      <path
        d="M16 6 25.5 23h-19Z"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinejoin="round"
      />
      <path d="M16 13v5M16 20.6v.4" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  )
}
