export const meetingPictures = {};
