import type { Http } from '../ports/ports.ts';

/** Trusts the certificate that a person gave for a service there, and nowhere else (SEC-29). */
export function trustingHttp(http: Http, origin: string, trust: string): Http {
  return {
    send: (request) => http.send(URL.parse(request.url)?.origin === origin ? { ...request, trust } : request),
  };
}
