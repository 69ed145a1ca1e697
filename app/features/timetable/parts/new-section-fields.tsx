import { weekdayNames } from '#app/features/venues/hours.rules.ts';
import { modeNames, modes, sectionKindNames, sectionKinds } from '#app/lib/vocabulary.ts';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { type Option, SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

/** What a field of the form shows: what was typed, else what is usual, and what is wrong with it. */
export type Field = (
  name: string,
  usual?: string,
) => { name: string; defaultValue?: string; error?: string | undefined };

/** What is taught, when in the year, and by whom. */
export function WhatFields({
  field,
  terms,
  teachers,
  course,
}: {
  field: Field;
  terms: readonly Option[];
  teachers: readonly Option[];
  course: { title: string; mode: string; teacherId: string | null };
}) {
  return (
    <>
      <SelectField {...field('term')} label="学期" options={terms} placeholder="请选择" />
      <TextField
        {...field('title', course.title)}
        label="班名"
        hint={`让人一眼认出来，比如：${course.title}（周三晚班）`}
      />
      <SelectField
        {...field('kind')}
        label="类型"
        options={sectionKinds.map((value) => ({ value, label: sectionKindNames[value] }))}
      />
      <SelectField
        {...field('mode', course.mode)}
        label="上课方式"
        options={modes.map((value) => ({ value, label: modeNames[value] }))}
      />
      <SelectField
        {...field('teacher', course.teacherId ?? '')}
        label="老师"
        optional
        options={teachers}
        placeholder="以后再定"
      />
      <TextField
        {...field('headTeacher')}
        label="班主任"
        optional
        hint="写姓名或用户名。有同名的，写用户名。"
      />
    </>
  );
}

/** How many, and in which way they get in. */
export function SeatsFields({ field }: { field: Field }) {
  const { defaultValue, ...entry } = field('entry', 'first-come');
  return (
    <>
      <TextField
        {...field('minSize', '10')}
        label="最少人数"
        type="number"
        min={1}
        width="short"
        hint="不到这个数，会提醒并班或取消。"
      />
      <TextField
        {...field('capacity')}
        label="名额"
        type="number"
        min={1}
        width="short"
        hint="最多收多少人，不能超过地点容量。"
      />
      <div className="form-wide">
        <RadioGroup
          {...entry}
          label="怎样选课"
          value={defaultValue}
          choices={[
            { value: 'first-come', label: '先到先得', hint: '选课期里谁先选，谁先得到名额。' },
            {
              value: 'lottery',
              label: '预选摇号',
              hint: '预选期里报名，一起摇号；剩下的名额在补退选期里先到先得。',
            },
          ]}
        />
      </div>
    </>
  );
}

/** From when to when, on which days, where. */
export function WhenFields({
  field,
  weekdays,
  venues,
}: {
  field: Field;
  weekdays: readonly string[];
  venues: readonly Option[];
}) {
  return (
    <>
      <TextField
        {...field('startsOn')}
        label="开始日期"
        type="date"
        width="medium"
        hint="从这一天起，按下面的星期排课。"
      />
      <TextField {...field('endsOn')} label="结束日期" type="date" width="medium" />
      <div className="form-wide">
        <CheckboxGroup
          name="weekdays"
          label="每周哪几天上课"
          optional
          hint="都不选，就是开始日期那天的星期。"
          layout="inline"
          choices={weekdayNames.map((label, at) => ({ value: String(at + 1), label }))}
          values={weekdays}
          error={field('weekdays').error}
        />
      </div>
      <TextField
        {...field('meetings', '0')}
        label="课次"
        type="number"
        min={0}
        width="short"
        hint="一共上几次。纯录播的班写 0。"
      />
      <TextField {...field('firstAt')} label="上课时间" type="time" width="short" optional />
      <TextField {...field('minutes', '90')} label="每次多少分钟" type="number" min={0} width="short" />
      <SelectField {...field('venue')} label="地点" optional options={venues} placeholder="没有或以后再定" />
      <div className="form-wide">
        <TextArea
          {...field('skipDays')}
          label="另外停课的日子"
          optional
          rows={2}
          hint="一行一个，写成 2026-10-01 这样。学期里登记的放假日会自动跳过，课次顺延补足。"
        />
        <TextArea {...field('note')} label="给学员的说明" optional rows={2} hint="比如：请带笔和本子。" />
      </div>
    </>
  );
}
