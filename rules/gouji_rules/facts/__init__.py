"""What rules ask of a report, worked out once a report: `report.fact(...)`."""
