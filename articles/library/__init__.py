"""The photo library at work: taking pictures in."""
