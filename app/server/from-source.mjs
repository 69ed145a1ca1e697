// `node --import ./app/server/from-source.mjs x.ts`: a program from its sources, as the tool without a build and the tests run it.
import 'tsx';
import { register } from 'node:module';

register('./thread-sources.mjs', import.meta.url);
