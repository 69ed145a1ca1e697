import { TextField } from '#app/ui/text-field.tsx';

/** Name, choices, places and lots of a round, with what is usual. */
export function RulesFields({
  values,
  errors,
}: {
  values: Readonly<Record<string, string | number | undefined>>;
  errors: readonly { field?: string; message: string }[];
}) {
  const field = (name: string, usual: string | number) => ({
    name,
    defaultValue: values[name] ?? usual,
    error: errors.find((error) => error.field === name)?.message,
  });
  const count = (name: string, usual: number, most: number) =>
    ({ ...field(name, usual), type: 'number', min: 1, max: most, width: 'short' }) as const;
  return (
    <>
      <TextField {...field('name', '预选')} label="名称" width="medium" maxLength={30} />
      <TextField {...count('mostChoices', 5, 9)} label="每人最多几个志愿" />
      <TextField
        {...count('mostPlaces', 1, 5)}
        label="每人最多得几个班"
        hint="先让每个人得到一个，再给第二个。"
      />
      <TextField
        {...count('mostLots', 3, 9)}
        label="没抽中过的，最多几个号"
        hint="每个没抽中的学期多一个号。写 1 就是不加。"
      />
    </>
  );
}
