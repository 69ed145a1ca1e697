/** The case that the questions are about, paragraph by paragraph. */
export function CaseText({ text }: { text: string }) {
  return (
    <section className="case-text" aria-label="先读这一段">
      {text
        .split(/\n+/)
        .filter((line) => line.trim() !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </section>
  );
}
