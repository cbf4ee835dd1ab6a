"""What people and thresholds make of an assessment: conclusion, waivers, baseline, decisions, stored results."""
