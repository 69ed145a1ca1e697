/** What of an ID token says how somebody was made sure of. Source: OpenID Connect Core 1.0, section 2; RFC 8176. */
interface Proof {
  /** The methods used, as in `["pwd", "otp"]`. */
  amr?: unknown;
  /** The class that the whole of it reached. */
  acr?: unknown;
}

/**
 * Whether a token says that a second step was done which the academy takes for one: a method or a class that it names. Nothing is guessed: a token that
 * says nothing, and an academy that names nothing, ask for the second step here.
 */
export function provesSecondStep(
  { amr, acr }: Proof,
  taken: { amr?: readonly string[] | undefined; acr?: readonly string[] | undefined },
): boolean {
  const methods: unknown[] = Array.isArray(amr) ? amr : [];
  const isMethod = methods.some((one) => typeof one === 'string' && taken.amr?.includes(one));
  return isMethod || (typeof acr === 'string' && (taken.acr?.includes(acr) ?? false));
}
