import policyFile from '#content/policies/suggestions.json';
import { suggestionPolicy } from './policy.schema.ts';

/** The academy's own standard of reply, in force since the server began. */
export const policy = suggestionPolicy.parse(policyFile);
