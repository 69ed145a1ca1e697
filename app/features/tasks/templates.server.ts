import templateFile from '#content/forms/task-templates.json';
import { taskTemplates } from './task.schema.ts';

/** Ready tasks that a teacher can begin from. */
export const templates = taskTemplates.parse(templateFile);
