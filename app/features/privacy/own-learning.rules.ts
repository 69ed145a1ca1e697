import { nobodys, own, via, withheld } from './own-rows.rules.ts';

const section = { course: 'section_id' } as const;

/** Choosing, learning, attendance, tests and work. */
export const learningTables = {
  learner_term: own('选课', '选过课的学期'),
  enrolment: own('选课', '选上的课', { ...section, shown: { enrolled_at: '选上', acted_by: '谁选的' } }),
  withdrawal: via('选课', '退选', 'enrolment.id', 'enrolment_id', {
    course: 'enrolment_id',
    shown: { at: '退选', by_person_id: '谁退的', reason: '原因' },
  }),
  waitlist_entry: own('选课', '候补', { ...section, shown: { joined_at: '开始候补' } }),
  waitlist_exit: via('选课', '候补结束', 'waitlist_entry.id', 'entry_id', {
    shown: { at: '结束', kind: '原因' },
  }),
  seat_offer: own('选课', '候补到的名额', {
    ...section,
    shown: { offered_at: '给出', expires_at: '保留到' },
  }),
  offer_answer: via('选课', '对名额的答复', 'seat_offer.id', 'offer_id', {
    shown: { at: '时间', answer: '答复' },
  }),
  basket_item: own('选课', '想选的课', { ...section, shown: { added_at: '放进去' } }),
  application: own('选课', '预选报名', { shown: { applied_at: '报名', acted_by: '谁报的' } }),
  application_choice: via('选课', '预选的志愿', 'application.id', 'application_id', {
    ...section,
    shown: { preference: '第几志愿' },
  }),
  application_result: via('选课', '摇号结果', 'application.id', 'application_id', {
    ...section,
    shown: { outcome: '结果', settled_at: '时间' },
  }),
  learning_goal: via('选课', '学习目标', 'enrolment.section_id', 'section_id', {
    also: 'person_id',
    ...section,
    shown: { goal: '目标', said_at: '时间' },
  }),
  formation_place: via('选课', '分到的班组', 'enrolment.id', 'enrolment_id', {
    course: 'enrolment_id',
    order: 'formation_id',
    shown: { class_number: '班', group_number: '组', reason: '为什么' },
  }),
  formation_move: withheld('分班时的调动', '是老师排班时的草稿；分到的班组和原因在“分到的班组”里。'),
  calendar_link: own('账号', '日历订阅', {
    omit: ['token_hash'],
    shown: { created_at: '开始', ended_at: '结束' },
  }),
  viewing: own('学习', '看录播的记录', { shown: { updated_at: '最近一次', completed_at: '看完' } }),
  viewing_lease: own('学习', '正在看的录播', { omit: ['lease', 'last_lease'] }),
  viewing_answer: via('学习', '看录播时的应答', 'enrolment.id', 'enrolment_id', { course: 'enrolment_id' }),
  viewing_oddity: own('学习', '看录播时的异常', { shown: { day: '哪天', kind: '什么', times: '几次' } }),
  recording_note: via('学习', '笔记', 'enrolment.id', 'enrolment_id', {
    course: 'enrolment_id',
    shown: { words: '内容', written_at: '时间' },
  }),
  enrolment_pin: via('学习', '选课时定下的规则', 'enrolment.id', 'enrolment_id', { course: 'enrolment_id' }),
  requirement: own('学习', '结业要求', { shown: { title: '要求' } }),
  requirement_met: via('学习', '做到的要求', 'requirement.id', 'requirement_id', {
    shown: { met_at: '做到' },
  }),
  completion: own('学习', '结业', { course: 'course_id', shown: { completed_at: '结业' } }),
  attendance: via('考勤', '到课', 'enrolment.id', 'enrolment_id', {
    course: 'enrolment_id',
    shown: { state: '状态', way: '怎么记的', marked_at: '时间' },
  }),
  attendance_change: withheld('到课的改动', '现在的状态在“到课”里；要看哪天改过，请写一份更正请求。'),
  make_up: via('考勤', '补课', 'enrolment.id', 'enrolment_id', {
    course: 'enrolment_id',
    shown: { opened_at: '开始', done_at: '补完' },
  }),
  make_up_late: withheld('过期的补课', '补课的结果在“补课”里。'),
  attempt: own('考试和作业', '测验', { shown: { started_at: '开始', submitted_at: '交卷', score: '得分' } }),
  attempt_answer: via('考试和作业', '测验的答案', 'attempt.id', 'attempt_id', { shown: { choice: '答案' } }),
  attempt_file: via('考试和作业', '测验里交的文件', 'attempt.id', 'attempt_id', {
    shown: { media_id: '文件' },
  }),
  attempt_marking: via('考试和作业', '等批改的测验', 'attempt.id', 'attempt_id'),
  attempt_mark: via('考试和作业', '批改', 'attempt.id', 'attempt_id', {
    shown: { is_right: '对不对', words: '批语', at: '时间' },
  }),
  submission: via('考试和作业', '交的作业', 'enrolment.id', 'enrolment_id', {
    course: 'enrolment_id',
    shown: { body: '内容', submitted_at: '交的时间' },
  }),
  submission_file: withheld('作业里的文件', '文件本身在“上传的文件”里。'),
  submission_review: withheld('作业的评语', '在作业的页面上看；里面只有分数和老师的话。'),
  question_import: own('考试和作业', '导入的试题表', {
    omit: ['lines'],
    shown: { file_name: '文件', made_at: '时间' },
  }),
  ballot: withheld('评教的选票', '选票里没有名字，学院自己也查不到是谁填的，所以找不出你的那一张。'),
  receipt: via('评学', '评教交过了（回执）', 'enrolment.section_id', 'section_id', {
    also: 'person_id',
    ...section,
    order: 'section_id',
    shown: { section_id: '班级编号' },
  }),
  appraisal: own('评学', '老师的评学', {
    ...section,
    shown: { level: '等次', comment: '评语', appraised_at: '时间' },
  }),
  appraisal_reply: via('评学', '对评学的回应', 'appraisal.id', 'appraisal_id', {
    shown: { comment: '内容', at: '时间' },
  }),
  ballot_box: nobodys,
  evaluation_form: nobodys,
} as const;
