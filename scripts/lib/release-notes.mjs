import { Stop } from './root.mjs';

/**
 * The part of the changelog about a version. Stops where something does not agree: a tag is easily set on the wrong commit.
 * @param {{ tag: string, packageVersion: string, changelog: string }} release
 */
export function releaseNotes({ tag, packageVersion, changelog }) {
  if (tag !== `v${packageVersion}`) {
    throw new Stop(`The tag is ${tag || 'missing'}, but package.json says ${packageVersion}. Nothing was made.`);
  }
  const [, heading = '', text = ''] =
    changelog
      .split(/^## /m)
      .map((part) => /^(.*)\n([\s\S]*)$/.exec(part))
      .find((part) => part?.[1]?.split(' ')[0] === packageVersion) ?? [];
  if (text.trim() === '') throw new Stop(`CHANGELOG.md says nothing of ${packageVersion}. Nothing was made.`);
  if (heading.includes('not released')) {
    throw new Stop(
      `CHANGELOG.md still says that ${packageVersion} is not released: put its date there. Nothing was made.`,
    );
  }
  return text.trim();
}
