/** It adds its language to cronstrue and says nothing else. */
declare module 'cronstrue/locales/de';
