"""How public answers may be kept by others."""
