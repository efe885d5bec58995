import type { Route } from '../kit/routes.ts';
import { need } from './asana-store.ts';
import { createRoute, type Desk, dataOf, visibleTask } from './desk.ts';
import type { Story } from './model.ts';
import { emptyReply, pageReply, recordReply } from './paging.ts';
import { badRequest, forbidden } from './refusals.ts';
import { escapeText, requireRichText } from './rich-text.ts';

export function storyRoutes(desk: Desk): readonly Route[] {
  const { store, views } = desk;
  const note = (story: Story, action: 'changed' | 'deleted', user: string): void =>
    store.events.note({
      ...{ resource: { gid: story.gid, type: 'story' }, action, user },
      projects: store.streamsOf(store.task(story.task)),
    });

  return [
    createRoute(desk, 'GET', '/tasks/{task_gid}/stories', (request, caller) => {
      const { gid } = visibleTask(desk, request.params['task_gid'] ?? '', caller);
      return pageReply(request, store.storiesOf(gid), views.story);
    }),

    createRoute(desk, 'POST', '/tasks/{task_gid}/stories', (request, { user, mayWrite }) => {
      const task = visibleTask(desk, request.params['task_gid'] ?? '', { user, mayWrite });
      const html = htmlOf(dataOf(request));
      if (html === null) throw badRequest('text: Missing input');
      store.tell(task, 'comment_added', html, user);
      const [made] = store.storiesOf(task.gid).slice(-1);
      return recordReply(request, made === undefined ? {} : views.story(made), 201);
    }),

    createRoute(desk, 'GET', '/stories/{story_gid}', (request) =>
      recordReply(request, views.story(need(store.stories, 'story', request.params['story_gid'] ?? ''))),
    ),

    // Editing leaves the task's `modified_at` as it was: it is not among what the description says changes it.
    createRoute(desk, 'PUT', '/stories/{story_gid}', (request, { user }) => {
      const story = need(store.stories, 'story', request.params['story_gid'] ?? '');
      const data = dataOf(request);
      const html = htmlOf(data);
      if (html !== null && story.subtype !== 'comment_added') throw badRequest('text: Only comments can be edited');
      if (html !== null && story.createdBy !== user) throw forbidden('story');
      if (html !== null) story.html = html;
      if (typeof data['is_pinned'] === 'boolean') story.isPinned = data['is_pinned'];
      note(story, 'changed', user);
      return recordReply(request, views.story(story));
    }),

    createRoute(desk, 'DELETE', '/stories/{story_gid}', (request, { user }) => {
      const story = need(store.stories, 'story', request.params['story_gid'] ?? '');
      if (story.createdBy !== user) throw forbidden('story');
      note(story, 'deleted', user);
      store.stories.delete(story.gid);
      store.task(story.task).modifiedAt = store.stamp();
      return emptyReply;
    }),
  ];
}

function htmlOf(data: Readonly<Record<string, unknown>>): string | null {
  if ('text' in data && 'html_text' in data) throw badRequest('You may only provide one of text or html_text');
  if ('html_text' in data) return requireRichText('html_text', data['html_text']);
  return typeof data['text'] === 'string' ? `<body>${escapeText(data['text'])}</body>` : null;
}
