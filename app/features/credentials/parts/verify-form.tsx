import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** Asks for a code; a plain GET, so that the answer has an address. */
export function VerifyForm({ code, error }: { code?: string; error?: string }) {
  return (
    <form className="form" method="get" action="/verify">
      <TextField
        name="code"
        label="校验码"
        hint="16 位字母和数字，横线、空格和大小写都不要紧。"
        width="medium"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={200}
        defaultValue={code}
        error={error}
      />
      <div className="actions">
        <Button type="submit" tone="primary">
          查一查
        </Button>
      </div>
    </form>
  );
}
