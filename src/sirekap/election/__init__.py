"""What is fixed before polling day: regions, stations, contests, and who stands in them."""
