import type { ConnectorDescriptor } from '../../src-shared/connector/descriptor.ts';
import { asana } from './asana/index.ts';
import { caldav } from './caldav/index.ts';
import { gitea } from './gitea/index.ts';
import { github } from './github/index.ts';
import { jira } from './jira/index.ts';
import { memory } from './memory/index.ts';
import { redmine } from './redmine/index.ts';
import { trello } from './trello/index.ts';

/** Every connector there is: a new one is a folder and a line here. Order is how a person sees them. */
export const connectors: readonly ConnectorDescriptor[] = [github, jira, trello, asana, caldav, redmine, gitea, memory];
