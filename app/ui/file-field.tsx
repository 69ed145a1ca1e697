import { type FieldBase, FieldFrame, fieldIds } from './field-frame.tsx';

type FileProps = FieldBase & {
  /** What is taken, as the browser wants it: .xlsx or video/mp4. Say it in `hint` too. */
  accept?: string;
  multiple?: boolean;
  required?: boolean;
};

/** The browser's own file chooser. Its form needs `encType="multipart/form-data"`. */
export function FileField({ accept, multiple, required, ...field }: FileProps) {
  return (
    <FieldFrame field={field}>
      <input
        {...fieldIds(field)}
        name={field.name}
        type="file"
        accept={accept}
        multiple={multiple}
        required={required}
      />
    </FieldFrame>
  );
}
