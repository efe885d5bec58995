/** The program's mark: two arrows around a check. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3.5 11.5a8.5 8.5 0 0 1 14.600-5.900L20.500 8M20.500 3.500V8H16" />
      <path d="M20.500 12.500a8.500 8.500 0 0 1-14.600 5.900L3.500 16M3.500 20.500V16H8" />
      <path d="m9 12.200 2.200 2.200 4-4.600" />
    </svg>
  );
}
