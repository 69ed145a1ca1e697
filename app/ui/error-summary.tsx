export type FormError = {
  /** The id of the field; leave out for an error of the whole form. */
  field?: string;
  message: string;
};

/**
 * Stands above the form, takes the focus when the page opens, and links each error to its field.
 * Renders nothing without errors. After the pattern of the GOV.UK Design System.
 */
export function ErrorSummary({
  errors,
  title = '还有地方需要改',
}: {
  errors: readonly FormError[];
  title?: string;
}) {
  if (errors.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: the answer to a sent form is what its reader needs first
    <div className="error-summary" role="alert" tabIndex={-1} autoFocus>
      <h2>{title}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field}${message}`}>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}
