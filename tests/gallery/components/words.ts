import { reader } from '../../../src-renderer/i18n/t.ts';
import { pseudoWords } from '../../../src-shared/i18n/pseudo.ts';

/** The stories' own words; in the language with the long words they are as long as the catalogue's. */
export function say(text: string): string {
  return reader.language === 'en-XA' ? pseudoWords({ text }).text : text;
}

export const longWords =
  'Keep the comments of every task the same, also those that were written before the two lists were joined';

/** As somebody may have typed it: nothing to break it at. */
export const unbroken = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnungsentwurf';

export const rightToLeft = 'إصلاح تسجيل الدخول في المتصفح';
