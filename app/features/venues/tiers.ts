/** The college's three tiers of places, and everything else. Source: seeds, 三级阵地. Stored by their names. */
export const venueTiers = ['社区中心', '睦邻中心', '睦邻生活馆', '其他阵地'] as const;
export type VenueTier = (typeof venueTiers)[number];
