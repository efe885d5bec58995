const scripts = [
  'javascript:JS',
  'JaVaScRiPt:JS',
  'java\tscript:JS',
  'java\nscript:JS',
  '\u0001javascript:JS',
  ' javascript:JS',
  'javascript\u200b:JS',
  'javascript&colon;JS',
  '&#106;avascript:JS',
  '&#x6A&#x61vascript:JS',
  'javascript:// https://task-sync.example.org/%0aJS',
  'vbscript:JS',
  'livescript:JS',
  'data:text/html,<script>JS</script>',
  'data:text/html;base64,PHNjcmlwdD5KUzwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="JS"/>',
  'blob:URL',
  'filesystem:URL',
  'view-source:javascript:JS',
  'about:blank#JS',
  'file:///etc/passwd',
  'smb://192.0.2.1/share',
  'ms-msdt:/id PCWDiagnostic',
  'tasksync://settings/data',
  'app://task-sync/#/settings',
  '//JS',
  '/\\JS',
  'https:javascript:JS',
  'https://user:password@task-sync.invalid/',
  'https://task-sync.invalid/\u202egpj.exe',
  'https://xn--pple-43d.invalid/',
  'https://аpple.invalid/',
];

const links: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => `[x](${address})`,
  (address) => `[x](<${address}>)`,
  (address) => `![x](${address})`,
  (address) => `[![x](${address})](${address})`,
  (address) => `<${address}>`,
  (address) => `[x]\n\n[x]: ${address}`,
  (address) => `[https://bank.example](${address})`,
  (address) => `"x":${address}`,
  (address) => `[x|${address}]`,
  (address) => `!${address}!`,
];

/** Links that must not lead where they say, in every way that the markups have to write one. */
export const hostileLinks: readonly string[] = scripts.flatMap((address) => links.map((link) => link(address)));

/** The same as bare addresses, for fields that hold one. */
export const hostileAddresses: readonly string[] = scripts;
