import rubricFile from '#content/forms/appraisal.json';
import { appraisalRubric } from './forms.schema.ts';

/** The rubric in force. */
export const rubric = appraisalRubric.parse(rubricFile);
