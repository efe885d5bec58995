/** A secret from the environment, which is taken out of it: no program that we start shall inherit it (SEC-21). */
export function takeVariable(env: Record<string, string | undefined>, name: string): string | null {
  const value = env[name];
  delete env[name];
  return value || null;
}
