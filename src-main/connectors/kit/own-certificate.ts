import type { ConfigField } from '../../../src-shared/connector/descriptor.ts';

/** For services that people run themselves; the core sees to it that it is trusted there and nowhere else. */
export const ownCertificate: ConfigField = {
  key: 'certificate',
  label: 'The server has a certificate of its own',
  kind: 'certificate',
  required: false,
  help: 'Only where no public authority has signed it: the certificate of your own authority, or of the server itself, as PEM.',
};
