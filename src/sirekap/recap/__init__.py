"""From records to totals over any region, with progress."""
