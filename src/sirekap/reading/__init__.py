"""From a photo and a form to scores for every mark, or a refusal that says what to do again."""
