"""What a trainer takes to a class: a lesson as slides, and its quiz on paper."""
