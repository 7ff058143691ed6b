"""From a form's definition to its PDF, and the layout in millimetres that drawing and reading share."""
