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

export interface OrganisationTables {
  org_unit: OrgUnitRow;
  academy_flag: AcademyFlagRow;
}
