import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { isIP, Socket } from 'node:net';

/** Loaded into a program under test: writes down every place that it connects to, and every name that it looks up. */
const file = process.env.RECORD_ROUTES;
const { connect } = Socket.prototype;
const note = (line) => appendFileSync(file, `${line}\n`);

Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof options === 'object' && options !== null && 'port' in options)
    note(`${options.host ?? 'localhost'}:${options.port}`);
  return connect.apply(this, args);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'resolveSrv']) {
  for (const where of [dns, dns.promises]) {
    const original = where[name];
    where[name] = (host, ...rest) => {
      if (isIP(host) === 0) note(`name ${host}`);
      return original.call(where, host, ...rest);
    };
  }
}
