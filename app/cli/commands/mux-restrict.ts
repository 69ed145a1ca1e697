import { type Command, Problem } from '#app/cli/command.ts';
import { hasMux, restrictPlayback } from '#app/features/recordings/mux.server.ts';
import { ProviderTrouble } from '#app/features/recordings/video-provider.ts';

export const muxRestrict: Command = {
  name: 'mux restrict',
  summary: 'makes a rule at Mux that films play on the pages of this academy alone',
  usage: '[--strict]',
  help: [
    'Needs the MUX_ settings and PUBLIC_URL. Says what to add to the settings of every server.',
    '',
    '  --strict   also refuses players that do not say where they come from; some phones and privacy settings never do',
  ],
  options: { strict: { type: 'boolean' } },
  takes: 0,
  run: async ({ env, values, terminal }) => {
    if (!hasMux(env)) throw new Problem('Mux is not configured: set its token and its signing key first.');
    if (!env.PUBLIC_URL) throw new Problem('PUBLIC_URL must be set: it says on whose pages films may play.');
    const host = env.PUBLIC_URL.hostname;
    try {
      const id = await restrictPlayback(env, { host, isStrict: values.strict === true });
      terminal.say(`MUX_PLAYBACK_RESTRICTION_ID=${id}`);
      return 0;
    } catch (error) {
      if (error instanceof ProviderTrouble) throw new Problem(`Mux made no rule: ${error.message}`);
      throw error;
    }
  },
};
