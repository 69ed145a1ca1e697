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
  return (
    <>
      <TextField {...field('name', '预选')} label="名称" width="medium" maxLength={30} />
      <TextField
        {...field('mostChoices', 5)}
        label="每人最多几个志愿"
        type="number"
        min={1}
        max={9}
        width="short"
      />
      <TextField
        {...field('mostPlaces', 1)}
        label="每人最多得几个班"
        hint="先让每个人得到一个，再给第二个。"
        type="number"
        min={1}
        max={5}
        width="short"
      />
      <TextField
        {...field('mostLots', 3)}
        label="没抽中过的，最多几个号"
        hint="每个没抽中的学期多一个号。写 1 就是不加。"
        type="number"
        min={1}
        max={9}
        width="short"
      />
    </>
  );
}
