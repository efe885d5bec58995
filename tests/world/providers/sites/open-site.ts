import type { DemoServiceName } from '../../../../src-main/demo/demo-service.ts';
import { openAsana } from './asana-site.ts';
import { openGithub } from './github-site.ts';
import { openJira } from './jira-site.ts';
import type { Site, SiteOptions } from './site.ts';
import { openTrello } from './trello-site.ts';

const doors: Readonly<Record<DemoServiceName, (options: SiteOptions) => Promise<Site>>> = {
  ...{ asana: openAsana, github: openGithub, jira: openJira, trello: openTrello },
};

export function openSite(name: DemoServiceName, options: SiteOptions): Promise<Site> {
  return doors[name](options);
}
