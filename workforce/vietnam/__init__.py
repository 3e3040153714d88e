"""What is Vietnamese about the portal: its words, numbers, dates and document numbers. Values in, values out."""
