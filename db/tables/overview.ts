export interface KeptStandingRow {
  person_id: string;
  year: number;
  status: string;
  schemes: string;
  reckoned_at: string;
}

export interface KeptStandingRoundRow {
  year: number;
  walked_to: string;
  walk_began_at: string;
  complete_at: string | null;
  seen_until: string;
}

export interface OverviewTables {
  kept_standing: KeptStandingRow;
  kept_standing_round: KeptStandingRoundRow;
}
