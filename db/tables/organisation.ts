export interface OrgUnitRow {
  id: string;
  tree: string;
  parent_id: string | null;
  kind: string;
  name: string;
  xiaoqu_type: string | null;
  path: string;
  territory_id: string | null;
  valid_from: string;
  valid_to: string | null;
}

export interface AcademyFlagRow {
  name: string;
  value: string;
  set_at: string;
}

export interface OrgChangeRow {
  id: string;
  kind: string;
  tree: string;
  unit_id: string;
  effective_on: string;
  reason: string;
  detail: string;
  units: number;
  posts: number;
  grants: number;
  changed_by: string | null;
  changed_at: string;
}

export interface OrgChangeUndoneRow {
  change_id: string;
  by_person_id: string | null;
  at: string;
}

export interface OrgSuccessionRow {
  old_unit_id: string;
  new_unit_id: string;
  change_id: string;
  kind: string;
  effective_on: string;
  takes: number;
  made: number;
}

export interface OrgEndRow {
  unit_id: string;
  change_id: string;
}

export interface OrgHeirRow {
  unit_id: string;
  heir_id: string;
  since: string;
  takes: number;
  change_id: string;
}

export interface OrgFormerScopeRow {
  unit_id: string;
  path: string;
  since: string;
  change_id: string;
}

export interface OrganisationTables {
  org_unit: OrgUnitRow;
  org_change: OrgChangeRow;
  org_change_undone: OrgChangeUndoneRow;
  org_succession: OrgSuccessionRow;
  org_end: OrgEndRow;
  org_heir: OrgHeirRow;
  org_former_scope: OrgFormerScopeRow;
  academy_flag: AcademyFlagRow;
}
