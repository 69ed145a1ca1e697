export interface VenueRow {
  id: string;
  name: string;
  tier: string;
  address: string;
  capacity: number;
  ramp: number;
  lift: number;
  toilet: number;
  opening_hours: string;
  org_unit_id: string | null;
}

export interface VenueHoursRow {
  venue_id: string;
  weekday: number;
  opens: string;
  closes: string;
  extended: number;
}

export interface VenueBookingRow {
  id: string;
  venue_id: string;
  starts_at: string;
  ends_at: string;
  meeting_id: string | null;
  title: string;
  school: string | null;
  active: number | null;
  booked_by: string | null;
  booked_at: string;
}

export interface VenueBookingEndRow {
  booking_id: string;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface VenuesTables {
  venue: VenueRow;
  venue_hours: VenueHoursRow;
  venue_booking: VenueBookingRow;
  venue_booking_end: VenueBookingEndRow;
}
