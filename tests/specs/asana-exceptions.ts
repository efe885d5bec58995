import type { Exception } from './spec-checker.ts';

/** Where the description says less than Asana does, in its own words elsewhere. */
export const asanaExceptions: readonly Exception[] = [
  {
    operation: 'GET /events',
    complaint: /^response \/data\/\d+\/parent must be object/,
    source: 'EventResponse.parent: “The parent will be `null` for other event types.”',
  },
  {
    complaint: /^response \/data(\/\d+)?\/(assignee|parent) must be object/,
    source:
      'TaskResponse: “nullable” stands in one part of an allOf whose other part is an object, which no null can be; its text: “or `null` if this is not a subtask”',
  },
  {
    complaint: /^response \/data(\/\d+)?\/custom_fields\/\d+\/enum_value must be object/,
    source: 'CustomFieldCompact.enum_value: “nullable” in one part of an allOf, as in TaskResponse',
  },
  {
    complaint: /^response \/data(\/\d+)?\/custom_fields\/\d+\/date_value\/date_time must be string/,
    source:
      'CustomFieldCompact.date_value.date_time: “If no time value is selected, the value of `date-time` will be `null`.”',
  },
  {
    operation: 'POST /tasks',
    complaint: /^request \/data\/memberships\/\d+\/(project|section) must be object/,
    source:
      'TaskBase.memberships describes what is read; “At task creation time, this array can be used to add the task to specific sections”, which takes gids',
  },
  {
    complaint: /^request \/data\/custom_fields\/\d+ must be string/,
    source:
      'TaskRequestBase.custom_fields: “its corresponding value is either an enum GID, string, number, object, or array (depending on the custom field type)”',
  },
  {
    operation: 'POST /tasks/{task_gid}/setParent',
    complaint: /^request \/data\/parent must be string/,
    source: 'TaskSetParentRequest.parent: “The new parent of the task, or `null` for no parent.”',
  },
];
