/** Names of what is journalled about teaching: courses, sections, lectures, exercises: see action-names.rules.ts. */
import type { Family } from './action-names.rules.ts';

export const teachingFamilies = {
  enrolment: {
    label: '选课',
    actions: {
      'enrolment.made': '选上课',
      'enrolment.withdrawn': '退课',
      'enrolment.swapped': '换课',
    },
  },
  waitlist: { label: '候补', actions: { 'waitlist.joined': '排候补', 'waitlist.left': '退出候补' } },
  offer: {
    label: '候补通知',
    actions: { 'offer.accepted': '接受空出的名额', 'offer.declined': '不要空出的名额' },
  },
  basket: {
    label: '选课单',
    actions: {
      'basket.added': '加入选课单',
      'basket.removed': '移出选课单',
      'basket.chosen': '按选课单选课',
    },
  },
  application: {
    label: '志愿',
    actions: {
      'application.made': '填志愿',
      'application.changed': '改志愿',
      'application.withdrawn': '撤回志愿',
    },
  },
  round: {
    label: '预选',
    actions: {
      'round.made': '建立预选',
      'round.dropped': '取消预选',
      'round.rules': '改预选规则',
      'round.section': '班加入预选',
      'round.section-dropped': '班移出预选',
      'round.quota': '设名额',
      'round.quota-dropped': '取消名额',
      'round.frozen': '志愿截止',
      'round.drawn': '抽签',
      'round.published': '公布预选结果',
      'round.admitted': '预选录取',
    },
  },
  section: {
    label: '班',
    actions: {
      'section.planned': '计划开班',
      'section.opened': '开班',
      'section.changed': '改班的信息',
      'section.capacity': '改班的人数',
      'section.version': '换课程版本',
      'section.undrawn': '班退出抽签',
      'section.ended': '结课',
      'section.cancelled': '取消班',
      'section.merged': '并班',
      'section.roster-read': '查看一个班的名单',
    },
  },
  meeting: {
    label: '上课安排',
    actions: {
      'meeting.added': '加一次课',
      'meeting.moved': '改上课时间地点',
      'meeting.cancelled': '取消一次课',
      'meeting.quiz': '给一次课配测验',
      'meeting.recording': '给一次课配录播',
    },
  },
  term: {
    label: '学期',
    actions: {
      'term.planned': '建立学期',
      'term.changed': '改学期',
      'term.break-added': '加放假',
      'term.break-removed': '取消放假',
    },
  },
  venue: {
    label: '场地',
    actions: {
      'venue.added': '加场地',
      'venue.changed': '改场地',
      'venue.booked': '订场地',
      'venue.released': '退场地',
    },
  },
  formation: {
    label: '分班',
    actions: {
      'formation.proposed': '分班方案',
      'formation.confirmed': '确认分班',
      'formation.moved': '调班',
      'formation.move-undone': '撤销调班',
      'formation.late-placed': '晚到的人编班',
      'formation.cohort-changed': '改班组',
    },
  },
  attendance: { label: '考勤', actions: { 'attendance.marked': '登记考勤' } },
  'make-up': {
    label: '补课',
    actions: { 'make-up.opened': '开放补课', 'make-up.put-back': '退回补课' },
  },
  requirement: {
    label: '学习要求',
    actions: { 'requirement.open-again': '要求重新打开', 'requirement.revised': '更正完成情况' },
  },
  attempt: {
    label: '测验',
    actions: {
      'attempt.marked': '批改测验',
      'attempt.listed': '查看待批答卷名单',
      'attempt.read': '打开别人的答卷',
    },
  },
  submission: {
    label: '实训作业',
    actions: {
      'submission.handed-in': '交作业',
      'submission.passed': '作业通过',
      'submission.returned': '作业退回',
      'submission.read': '打开别人的作业',
      'submission.listed': '查看作业名单',
    },
  },
  learner: {
    label: '学员评价',
    actions: { 'learner.appraised': '评价学员', 'learner.listed': '查看学员评价名单' },
  },
  viewing: { label: '观看情况', actions: { 'viewing.listed': '查看观看情况' } },
  exercise: {
    label: '测验题目',
    actions: { 'exercise.made': '出测验', 'exercise.changed': '改测验', 'exercise.asked': '测验送审' },
  },
  question: {
    label: '题库',
    actions: {
      'question.added': '加题',
      'question.changed': '改题',
      'question.retired': '停用题',
      'question.restored': '恢复题',
    },
  },
  questions: { label: '导入题目', actions: { 'questions.imported': '导入题目' } },
  task: {
    label: '实训任务',
    actions: { 'task.created': '布置任务', 'task.changed': '改任务', 'task.retired': '停用任务' },
  },
  course: {
    label: '课程',
    actions: { 'course.draft': '课程起草', 'course.edited': '改课程', 'course.published': '发布课程' },
  },
  'course-version': { label: '课程版本', actions: { 'course-version.exempted': '五个一缺项批准' } },
  teacher: {
    label: '师资',
    actions: {
      'teacher.applied': '申请入库',
      'teacher.reviewed': '师资审核',
      'teacher.trial': '试讲',
      'teacher.engaged': '聘任',
      'teacher.renewed': '续聘',
      'teacher.left': '退出师资库',
      'teacher.shown': '公开师资信息',
      'teacher.hidden': '不公开师资信息',
    },
  },
  recording: {
    label: '录播',
    actions: {
      'recording.added': '上传录播',
      'recording.described': '改录播说明',
      'recording.captioned': '改字幕',
      'recording.cut': '剪辑完成',
      'recording.cuts-asked': '提出剪辑',
      'recording.cuts-dropped': '取消剪辑',
      'recording.uncut': '恢复原片',
      'recording.converted': '录播转码',
      'recording.processing-wanted': '重新转码',
      'recording.submitted': '录播送审',
      'recording.approved': '录播审核通过',
      'recording.returned': '录播退回',
      'recording.published': '发布录播',
      'recording.taken-back': '撤回送审',
      'recording.withdrawn': '下架录播',
      'recording.versioned': '录播换版本',
      'recording.replaced': '换录播',
      'recording.section-merged': '录播并班',
      'recording.slides': '改课件',
      'recording.handed-over': '录播交给视频服务',
      'recording.original-deleted': '删除原片',
    },
  },
  'calendar-link': {
    label: '日历订阅',
    actions: { 'calendar-link.made': '生成日历订阅', 'calendar-link.ended': '停止日历订阅' },
  },
} as const satisfies Record<string, Family>;
