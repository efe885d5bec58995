const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 4.3 MB, 120 kB: in thousands, as file managers count. Pure. */
export function sizeText(bytes: number, locale: string): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const maximumFractionDigits = value < 10 && power > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[power] ?? 'byte', maximumFractionDigits }).format(
    value,
  );
}
