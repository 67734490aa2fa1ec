"""The parts that screens and stages share."""
