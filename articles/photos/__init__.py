"""The photo library: renditions, rights that end, and where a photo is used."""
