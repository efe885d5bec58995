/**
 * How a person can sign in at a service, as data: it drives the form, the command line and `src-main/core/sign-in`. No
 * secret of ours is in it, and none is in the program: where a service wants a client secret, the person registers an app
 * of their own there and gives its id and secret (SEC-31; RFC 8252, 8.5).
 */
export type SignInMethod = TokenSignIn | CodeSignIn | DeviceSignIn;
export type SignInKind = SignInMethod['kind'];

/** A password, key or token that the person makes at the service: the `secret` of the connector's `config`. */
export interface TokenSignIn {
  readonly kind: 'token';
  readonly label: string;
}

/** What both ways over the service's own pages need. */
export interface OAuthSignIn {
  /** For a person: `GitHub, with a code`. */
  readonly label: string;
  /** How to register an app there, and what to enter; the address to be entered is added where one is needed. */
  readonly help: string;
  /** Where the paths below are; absolute addresses may be elsewhere. */
  readonly origin: string;
  /**
   * Hosts of connections that sign in at `origin`; where the connection leads to another one, that one is asked, because the
   * service runs on people's own servers, too (GitHub Enterprise). Absent: always `origin`.
   */
  readonly hosts?: readonly string[];
  /** RFC 6749, 3.2. */
  readonly tokenPath: string;
  /** Where a token is given back when the connection is removed (RFC 7009). Absent: the person does it at the service. */
  readonly revocationPath?: string;
  /** What is asked for, and no more than the connector needs (SEC-33); shown before the person is sent there. */
  readonly scopes: readonly string[];
  /** What a connection that only reads asks for instead (SEC-33). Absent: the service knows no smaller ones. */
  readonly readScopes?: readonly string[];
  /** The app's secret has to go with each request for a token. */
  readonly needsClientSecret: boolean;
  /** Further parameters of the first request, as Atlassian's `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A token is for one account that may have several sites, each with an API address of its own. Absent: the connection's address is it. */
  readonly sites?: SiteList;
}

/** RFC 6749, 4.1, in the system's browser, with the answer at a port of this computer (RFC 8252). */
export interface CodeSignIn extends OAuthSignIn {
  readonly kind: 'code';
  readonly authorizationPath: string;
  /** PKCE with S256 (RFC 7636). False only where the service refuses its parameters. */
  readonly usesPkce: boolean;
  readonly redirect: Redirect;
}

/** RFC 8628: a code to be typed in any browser, on any computer. */
export interface DeviceSignIn extends OAuthSignIn {
  readonly kind: 'device';
  readonly devicePath: string;
}

export interface Redirect {
  /** A name only where the service takes no IP address; it is this computer either way (RFC 8252, 7.3 and 8.3). */
  readonly host: '127.0.0.1' | 'localhost';
  /** Null: any free one. A number where the service compares the whole address with what was registered. */
  readonly port: number | null;
  readonly path: string;
}

/** `GET list` with the token answers with objects that have `id`, `url` (what people see) and `name`. */
export interface SiteList {
  readonly list: string;
  /** With `{id}` where the id of the site goes. */
  readonly api: string;
}
