/** Of what is published of people's years, and of what was waived. */
export const standingBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /of a year that is reckoned/,
    sql: ['delete from kept_standing_round'],
  },
  {
    tells: /published result for everybody/,
    sql: ["delete from kept_standing where person_id = (select id from person where username = 'learner')"],
  },
  {
    tells: /waived a rule for themselves/,
    sql: ['update leadership_waiver set granted_by = person_id'],
  },
  {
    tells: /a waiver says why/,
    sql: ["update leadership_waiver set reason = ''"],
  },
];
