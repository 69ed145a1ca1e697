export const safetyPictures = {};
