/** Why a meeting was not changed, in words. */
export const meetingRefusals = {
  begun: '这一次课已经开始，不能再改。没上成的话，另加一次课。',
  marked: '这一次课已经给人记了到课，不能取消，可以改时间或地点。没上成的话，请老师改考勤，再另加一次课。',
  cancelled: '这一次课已经取消了。想补上，另加一次课。',
  closed: '这个班已经结束，课次不能再改。',
  past: '新的时间已经过去了。请选以后的时间。',
  last: '只剩这一次课，取消它等于取消这个班。请到“这个班”里取消，或者先加一次课。',
} as const;
