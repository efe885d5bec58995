const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 812 byte, 4.2 kB, 18 MB, as the language writes it. */
export function sizeText(bytes: number, locale: string): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumSignificantDigits: 3,
  });
  return format.format(bytes / 1000 ** step);
}
