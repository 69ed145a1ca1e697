import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

const phoneError = '手机号少了一位。请填 11 位数字。';
const schoolError = '请选一所学校，我们好把申请转给它。';

function Fields() {
  return (
    <form className="form" method="post">
      <TextField name="name" label="姓名" width="medium" autoComplete="name" defaultValue="沈青禾" />
      <TextField
        name="phone"
        label="手机号"
        hint="只用来通知课程变动。"
        error={phoneError}
        width="medium"
        type="tel"
        defaultValue="1380013800"
      />
      <RadioGroup
        name="school"
        label="申请哪所学校"
        error={schoolError}
        choices={[
          { value: 'party', label: '社区党校', hint: '党员、两委和骨干' },
          { value: 'governance', label: '社区治理学院' },
          { value: 'senior', label: '老年学校', disabled: true, hint: '本学期已满' },
        ]}
      />
      <CheckboxGroup
        name="when"
        label="什么时候有空"
        optional
        layout="inline"
        values={['evening']}
        choices={[
          { value: 'day', label: '白天' },
          { value: 'evening', label: '晚上' },
          { value: 'weekend', label: '周末' },
        ]}
      />
      <SelectField
        name="place"
        label="就近的阵地"
        placeholder="请选择"
        options={[{ value: '1', label: '云谷路睦邻中心' }]}
      />
      <TextArea name="why" label="想学什么" hint="一两句话就够。" optional />
      <FileField name="proof" label="附件" hint="PDF 或照片，不超过 20 MB。" accept=".pdf,image/*" optional />
      <Checkbox name="agree" label="我同意把姓名和手机号交给任课老师" />
      <div className="actions">
        <Button tone="primary">提交申请</Button>
        <ButtonLink tone="quiet" href="/courses">
          先不申请
        </ButtonLink>
      </div>
    </form>
  );
}

export function FormPage() {
  return (
    <>
      <ErrorSummary
        errors={[
          { field: 'phone', message: phoneError },
          { field: 'school', message: schoolError },
        ]}
      />
      <PageTitle title="报名申请" lead="填好后，教务会在两个工作日内答复。" />
      <Fields />
      <Section title="提示">
        <div className="grid gap-4">
          <Notice
            tone="success"
            title="已选上《四方五步协商议事》"
            announce
            action={<PostButton action="/undo">撤销</PostButton>}
          >
            第一次课：11月25日 周三 晚上 7:00，云谷路睦邻中心 302。
          </Notice>
          <Notice tone="warn" title="和已选的课时间冲突">
            这个班在周三晚上，和已选的《需求订单编制》冲突。可以换到周六班，或先退掉那门课。
          </Notice>
        </div>
      </Section>
      <Section title="按钮">
        <div className="flex flex-wrap gap-3">
          <Button tone="primary">选这门课</Button>
          <Button>保存草稿</Button>
          <Button disabled>已满</Button>
          <Button tone="quiet">清空</Button>
        </div>
      </Section>
      <Section title="退选">
        <ConfirmFold label="退选…">
          <p>退选后名额马上让给候补的第一位。选课截止前还可以再选，但要重新排队。</p>
          <PostButton action="/sections/1/withdrawal">确定退选</PostButton>
        </ConfirmFold>
      </Section>
    </>
  );
}
